package app

// ReviewView says how much waits for a person to say what it means, and which sources need looking after.
type ReviewView struct {
	Unread    int         `json:"unread"`    // mails and barcodes that nobody could read
	Unmapped  int         `json:"unmapped"`  // codes and wordings of carriers without a meaning
	Unmatched int         `json:"unmatched"` // facts without an order; they join by themselves when it comes
	Drifting  int         `json:"drifting"`  // senders whose mails are no longer read
	Silent    int         `json:"silent"`    // feeds with an open task
	Senders   []SenderRow `json:"senders"`   // whose mails wait
	Feeds     []FeedRow   `json:"feeds"`     // that are silent for longer than usual
}

// SenderRow is a sender whose mails wait.
type SenderRow struct {
	Sender  string `json:"sender"` // a carrier's code; "" nobody known
	Name    string `json:"name"`
	Waiting int    `json:"waiting"`
	Read    int    `json:"read"`    // that were read so far
	Last    string `json:"last"`    // the day of the last one that was read; "" none
	Subject string `json:"subject"` // of the newest that waits
	Drifts  bool   `json:"drifts"`  // more wait than are read: it seems to write anew
	Task    string `json:"task"`    // the open task of that
}
