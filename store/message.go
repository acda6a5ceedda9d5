package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Message is something we send to a customer or a colleague, queued in the transaction of what it tells.
type Message struct {
	ID        int64
	OrderID   string
	Milestone string
	Channel   string
	Recipient string
	Subject   string
	Body      string
	State     string // waiting, sent, given_up
	Tries     int
	Error     string
	Queued    time.Time
	Sent      time.Time
}

// QueueMessage puts a message in the outbox, once for an order, milestone and channel; queued is false when it was there.
func (tx *Tx) QueueMessage(m Message) (queued bool, err error) {
	res, err := tx.w.exec(context.Background(), `INSERT INTO messages (order_id, milestone, channel, recipient, subject, body, state,
		tries, error, queued_at, sent_at) VALUES ($1,$2,$3,$4,$5,$6,'waiting',0,'',$7,0) ON CONFLICT DO NOTHING`,
		m.OrderID, m.Milestone, m.Channel, m.Recipient, m.Subject, m.Body, millis(tx.now))
	if err != nil {
		return false, fmt.Errorf("queue message: %w", err)
	}
	n, err := res.RowsAffected()
	tx.change.Queues = true
	return n > 0, err
}

// MarkMessage notes that a message was sent, or that another try went wrong with cause; giveUp ends the tries.
func (tx *Tx) MarkMessage(id int64, cause string, giveUp bool) error {
	state, sent := "sent", millis(tx.now)
	if cause != "" {
		state, sent = "waiting", 0
		if giveUp {
			state = "given_up"
		}
	}
	tx.change.Queues = true
	return tx.exec("UPDATE messages SET state = $2, tries = tries + 1, error = $3, sent_at = $4 WHERE id = $1", id, state, cause, sent)
}

// Messages lists messages in a state ("" means any), oldest first, at most limit.
func (r *Reader) Messages(ctx context.Context, state string, limit int) ([]Message, error) {
	return all(ctx, r.q, func(r *sql.Rows) (m Message, err error) {
		var queued, sent int64
		err = r.Scan(&m.ID, &m.OrderID, &m.Milestone, &m.Channel, &m.Recipient, &m.Subject, &m.Body, &m.State, &m.Tries, &m.Error, &queued, &sent)
		m.Queued, m.Sent = instant(queued), instant(sent)
		return m, err
	}, `SELECT id, order_id, milestone, channel, recipient, subject, body, state, tries, error, queued_at, sent_at
		FROM messages WHERE $1 = '' OR state = $1 ORDER BY queued_at, id LIMIT $2`, state, limit)
}
