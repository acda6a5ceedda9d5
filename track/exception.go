package track

import "time"

// Severity says how bad an exception is while nobody acts.
type Severity int

// Watch is worth knowing, Risk will go wrong unless someone acts, Broken has gone wrong.
const (
	Watch Severity = iota + 1
	Risk
	Broken
)

// String is the colour role a screen uses for the severity.
func (s Severity) String() string { return [...]string{"", "moving", "risk", "late"}[s] }

// Exception is one way in which an order, or the shop as a whole, needs someone. What is said of it are words of the
// message catalogue: opens.<Opens>, clears.<one of Clears>, step.<Step>, check.<one of Checks>.
type Exception struct {
	ID       string // of the published list of buckets, E01 to E25; ours beside it go on from there
	Code     string
	Opens    string   // what opens it
	Clears   []string // what ends it by itself, each alone; none when only a person can
	Owner    string   // who acts first
	Due      Due
	Severity Severity
	Step     string   // the next step offered on its row, one of Steps
	Checks   []string // what to look at first, in this order

	find func(*orderFold) []occurrence // every time it arose in an order, cleared ones too; nil of the shop's own
	shop func(*shopFold) []occurrence  // the same of what no order owns; nil of orders'
}

// OfShop reports whether no order owns the tasks of this row.
func (x Exception) OfShop() bool { return x.shop != nil }

// occurrence is one time an exception arose: what about, since when, and when it cleared (zero while it stands).
type occurrence struct {
	subject string
	from    time.Time
	since   time.Time // when what it tells of began, where that was before it counts as an exception
	by      *Event
	same    []string // ids of events that state the same as by
	key     string   // what tells its task from others of the code and subject; "" is the id of by
	to      time.Time
	cleared string // which of its row's Clears ended it
	facts   []string
	due     time.Time // when it is due, where the fact itself says so
	feed    string    // the carrier whose word would clear it: it says nothing while that carrier's feed is silent
}

// ending is a moment that may end an occurrence, and which of its row's Clears it is; the zero time ends nothing.
type ending struct {
	cleared string
	at      time.Time
}

// began is when what the occurrence tells of began: a parcel that is silent for too long fell silent before.
func (c occurrence) began() time.Time {
	if c.since.IsZero() {
		return c.from
	}
	return c.since
}

// end ends the occurrence with the earliest of the endings, the first of them where several are at once, unless it ended
// before.
func (c *occurrence) end(endings ...ending) {
	for _, e := range endings {
		if !e.at.IsZero() && (c.to.IsZero() || e.at.Before(c.to)) {
			c.to, c.cleared = e.at, e.cleared
		}
	}
}

// words are keys of the message catalogue, without the family they are in.
type words = []string

// exceptions is the table of what needs someone. Read a row as: <id>, called <code>, opens when <opens>, clears by itself
// when any of <clears>; <owner> acts first, <due>; it is <severity>; the next step is <step>; look first at <checks>. The
// last column finds it, in the exception_*.go files under the same name. The published list is E01 to E25
// (reference/kpis-exceptions.md section 3); where a row differs from it, the comment says why.
var exceptions []Exception

// The table refers to functions that read it back through orderFold, so it is filled once at start.
func init() {
	exceptions = []Exception{
		{
			"E01", "past_ship_by", "ship_by_passed",
			words{"handed_over", "cancelled", "held"},
			"warehouse", atOnce, Broken, "pick",
			words{"stock_there", "who_has_it", "tell_new_day"},
			pastShipBy, nil,
		},
		{
			"E02", "packed_not_handed_over", "packed_past_pickup",
			words{"handed_over", "voided", "cancelled", "held"},
			"warehouse", sameDay, Risk, "hand_over",
			words{"find_box", "next_pickup", "book_pickup"},
			packedNotHandedOver, nil,
		},
		{
			"E03", "no_carrier_scan", "given_unseen",
			words{"carrier_scan", "journey_over"},
			"operations", workdays(1), Risk, "ask_carrier",
			words{"on_manifest", "still_in_cage", "compare_label", "ask_depot"},
			noCarrierScan, nil,
		},
		{
			"E04", "label_only", "label_old",
			words{"handed_over", "packed", "voided", "cancelled", "held", "comes_today"},
			"warehouse", workdays(2), Risk, "hand_over",
			words{"is_it_packed", "second_label", "void_refund"},
			labelOnly, nil,
		},
		{
			"E05", "no_scan_by_us", "carrier_has_unscanned",
			words{"journey_over"},
			"warehouse", noDue, Watch, "look",
			words{"who_handed_over", "scan_at_door"},
			noScanByUs, nil,
		}, // also over with the journey: a habit is not mended parcel by parcel
		{
			"E06", "number_unknown", "number_wrong",
			words{"carrier_scan", "relabelled", "journey_over"},
			"operations", workdays(1), Risk, "look",
			words{"compare_label", "right_carrier", "typed_or_scanned", "given_at_all", "ask_carrier_number"},
			numberUnknown, nil,
		},
		{
			"E07", "stalled", "silent_too_long",
			words{"any_progress", "journey_over"},
			"operations", workdays(1), Risk, "ask_carrier",
			words{"last_scan_where", "address_fits", "weather_or_strike", "ask_trace"},
			stalled, nil,
		},
		{
			"E08", "estimate_past_promise", "estimate_slipped",
			words{"earlier_estimate", "estimate_over", "promise_changed", "journey_over"},
			"support", beforePromise, Risk, "call_customer",
			words{"how_often_moved", "whose_estimate", "still_wanted", "tell_new_day"},
			estimatePastPromise, nil,
		},
		{
			"E09", "attempt_failed", "attempt_failed",
			words{"out_again", "at_pickup_point", "delivered", "returning", "journey_over"},
			"support", hours(4), Broken, "rebook",
			words{"reason_said", "address_fits", "phone_known", "rebook_or_pickup"},
			attemptFailed, nil,
		},
		{
			"E10", "awaiting_collection", "pickup_ageing",
			words{"collected", "returning", "out_again", "journey_over"},
			"support", beforeReturn, Watch, "call_customer",
			words{"held_until", "customer_told", "change_point"},
			awaitingCollection, nil,
		}, // due before it goes back, which the list leaves open; by days lain where nobody says until when it is kept
		{
			"E11", "address_issue", "address_wrong",
			words{"address_corrected", "out_again", "returning", "journey_over"},
			"support", hours(4), Broken, "fix_address",
			words{"compare_address", "ask_address", "correct_with_carrier"},
			addressIssue, nil,
		},
		{
			"E12", "refused", "refused",
			words{"returning", "out_again", "journey_over"},
			"returns", workdays(1), Risk, "expect_return",
			words{"why_refused", "damaged_or_duty", "refund_or_resend"},
			refused, nil,
		},
		{
			"E13", "customs_hold", "customs_stopped",
			words{"customs_released", "journey_over"},
			"support", workdays(1), Risk, "ask_carrier",
			words{"papers_there", "duties_by_whom", "customer_id"},
			customsHold, nil,
		}, // support leads what the list leaves to customer or broker
		{
			"E14", "damaged", "damage_told",
			words{"claim_ended"},
			"operations", workdays(1), Broken, "claim",
			words{"photos_there", "packaging_kept", "replace_or_refund", "claim_window"},
			damaged, nil,
		}, // a day to claim: no window is shorter
		{
			"E15", "returning_unannounced", "coming_back_unasked",
			words{"return_opened", "delivered"},
			"returns", workdays(1), Risk, "expect_return",
			words{"reason_said", "refund_or_resend", "shelf_ready"},
			returningUnannounced, nil,
		},
		{
			"E16", "lost", "lost_said_or_presumed",
			words{"any_progress", "claim_opened"},
			"operations", workdays(1), Broken, "claim",
			words{"last_scan_where", "trace_done", "replace_or_refund", "claim_window"},
			lost, nil,
		}, // due as E14
		{
			"E17", "says_missing", "customer_misses",
			words{"arrived_after"},
			"support", workdays(1), Broken, "collect_proof",
			words{"delivered_where", "photo_or_signature", "neighbours", "wait_two_days", "affidavit", "ask_trace"},
			saysMissing, nil,
		},
		{
			"E18", "contradiction", "cannot_all_be_true",
			words{"said_again", "delivered"},
			"operations", workdays(1), Risk, "look",
			words{"compare_sources", "right_parcel", "number_reused", "override_if_sure"},
			contradiction, nil,
		}, // two carriers are none: they pass parcels on
		{
			"E19", "unmapped", "words_not_understood",
			words{"taught", "journey_over"},
			"admin", workdays(1), Watch, "teach",
			words{"what_it_means", "seen_elsewhere"},
			unmapped, nil,
		},
		{
			"E20", "return_overdue", "return_never_came",
			words{"received", "agreed_anew", "return_closed"},
			"support", noDue, Watch, "call_customer",
			words{"label_sent", "still_coming", "extend_or_close"},
			returnOverdue, nil,
		}, // the customer acts, support asks
		{
			"E21", "return_not_inspected", "on_dock_too_long",
			words{"inspected", "return_closed"},
			"returns", workdays(1), Broken, "inspect",
			words{"where_it_lies", "all_there"},
			returnNotInspected, nil,
		},
		{
			"E22", "decided_not_released", "decision_waits",
			words{"released", "return_closed"},
			"manager", workdays(1), Broken, "release",
			words{"decision_right", "payment_way", "tell_customer"},
			decidedNotReleased, nil,
		},
		{
			"E23", "return_mismatch", "return_differs",
			words{"rest_came", "return_closed"},
			"returns", atOnce, Risk, "look",
			words{"count_again", "other_order", "serial_fits"},
			returnMismatch, nil,
		},
		{
			"E24", "possible_double", "shipped_twice",
			words{"coming_back"},
			"operations", atOnce, Broken, "look",
			words{"replacement_meant", "two_boxes", "stop_second"},
			possibleDouble, nil,
		},
		{
			"E25", "feed_stale", "feed_silent",
			words{"feed_heard"},
			"admin", workdays(1), Risk, "import",
			words{"export_runs", "mailbox_reachable", "carrier_used", "carrier_closed"},
			nil, feedStale,
		},

		// Ours beside the list. E26 is the last of the orders': it speaks when no other row does. What E19 says of one parcel,
		// the others say of what belongs to no order.
		{
			"E26", "past_promise", "promise_passed",
			words{"delivered", "journey_over", "promise_changed", "held"},
			"support", hours(4), Risk, "call_customer",
			words{"where_now", "still_wanted", "tell_new_day"},
			pastPromise, nil,
		},
		{
			"E27", "claim_due", "claim_window_ends",
			words{"claim_filed", "claim_ended", "day_named", "last_day_over"},
			"operations", workdays(1), Broken, "claim",
			words{"photos_there", "claim_window", "replace_or_refund"},
			claimDue, nil,
		},
		{
			"E28", "unread_notice", "notices_unread",
			words{"queue_empty"},
			"admin", workdays(1), Watch, "teach",
			words{"read_it", "sender_known", "taught_before"},
			nil, queued("unread_notice"),
		},
		{
			"E29", "unread_scan", "codes_unread",
			words{"queue_empty"},
			"admin", workdays(1), Watch, "teach",
			words{"whose_code", "new_item", "scanner_settings"},
			nil, queued("unread_scan"),
		},
		{
			"E30", "unmapped_wording", "words_not_understood",
			words{"queue_empty"},
			"admin", workdays(1), Watch, "teach",
			words{"what_it_means", "seen_elsewhere"},
			nil, queued("unmapped_wording"),
		},
		{
			"E31", "unmatched", "facts_without_order",
			words{"queue_empty"},
			"admin", workdays(1), Watch, "import",
			words{"orders_imported", "number_differs", "other_shop"},
			nil, queued("unmatched"),
		},
		{
			"E32", "cancelled_in_box", "cancelled_units_boxed",
			words{"taken_out", "voided", "handed_over", "cancel_undone"},
			"warehouse", atOnce, Risk, "look",
			words{"find_box", "take_it_out", "stop_label"},
			cancelledInBox, nil,
		},
		{
			"E33", "notice_drift", "sender_writes_anew",
			words{"queue_empty"},
			"admin", workdays(1), Risk, "teach",
			words{"read_it", "nearest_words", "sender_known"},
			nil, queued("notice_drift"),
		},
		{
			"E34", "mailbox_failing", "mailbox_unread",
			words{"mailbox_read"},
			"admin", atOnce, Risk, "settings",
			words{"mailbox_reachable", "password_changed"},
			nil, queued("mailbox_failing"),
		},
		{
			"E35", "file_differs", "file_contradicts_typed",
			words{"answered"},
			"operations", workdays(1), Watch, "import",
			words{"compare_sources", "who_typed_it"},
			fileDiffers, nil,
		},
		{
			"E36", "other_country", "label_to_other_country",
			words{"label_restated", "address_corrected", "voided", "journey_over"},
			"operations", workdays(1), Risk, "look",
			words{"compare_country", "customer_moved", "correct_with_carrier"},
			otherCountry, nil,
		}, // the published list has it under E18; who must act reads another story
		{
			"E37", "folder_failing", "folder_unwatched",
			words{"folder_watched"},
			"admin", atOnce, Risk, "settings",
			words{"folder_there", "folder_rights", "folder_room"},
			nil, queued("folder_failing"),
		},
		{
			"E38", "files_refused", "dropped_files_refused",
			words{"refusals_seen"},
			"operations", workdays(1), Risk, "import",
			words{"read_why", "which_export", "drop_again"},
			nil, queued("files_refused"),
		},
		{
			"E39", "unshipped_long", "nothing_says_when",
			words{"handed_over", "cancelled", "held"},
			"operations", workdays(1), Risk, "look",
			words{"left_untold", "still_wanted", "stock_there", "say_day"},
			unshippedLong, nil,
		}, // beside E01 and E26, which need a day that somebody stated
		{
			"E40", "supplier_silent", "supplier_owes",
			words{"supplier_answered"},
			"returns", workdays(1), Risk, "ask_supplier",
			words{"supplier_got_it", "number_of_theirs", "credit_or_goods"},
			supplierSilent, nil,
		},
		{
			"E41", "claim_undated", "claim_without_day",
			words{"claim_filed", "claim_ended", "day_named", "day_known"},
			"operations", workdays(1), Risk, "claim",
			words{"claim_window", "window_add", "photos_there"},
			claimUndated, nil,
		},
		{
			"E42", "claim_late", "claim_day_over",
			words{"claim_filed", "claim_ended", "day_named"},
			"operations", workdays(1), Broken, "ask_carrier",
			words{"ask_goodwill", "file_anyway", "give_claim_up"},
			claimLate, nil,
		}, // goes on with E27, which ends with the day
		{
			"E43", "claim_unanswered", "claim_waits_long",
			words{"claim_ended", "day_named"},
			"operations", workdays(1), Risk, "ask_carrier",
			words{"look_up_claim", "they_need_more", "record_answer"},
			claimUnanswered, nil,
		},
		{
			"E44", "supplier_unsent", "supplier_goods_wait",
			words{"supplier_sent", "supplier_answered", "decided_otherwise"},
			"returns", workdays(1), Risk, "send_supplier",
			words{"goods_where", "rma_needed", "left_unsaid"},
			supplierUnsent, nil,
		}, // before E40, which begins when they have left
	}
	for _, x := range exceptions {
		exceptionIndex[x.Code] = x
	}
}

var exceptionIndex = map[string]Exception{}

// Exceptions lists the table, in its own order.
func Exceptions() []Exception { return append([]Exception(nil), exceptions...) }

// ExceptionOf is the row of a code.
func ExceptionOf(code string) (Exception, bool) {
	x, ok := exceptionIndex[code]
	return x, ok
}
