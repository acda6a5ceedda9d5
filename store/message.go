package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"ordertrail/track"
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
	Hold      time.Time // not to be sent before: our own people are told first
	Sent      time.Time
}

// ErrUntold means that a customer was to be told of an exception that our own people do not know of yet.
var ErrUntold = errors.New("our own people have no task of it yet")

// QueueMessage puts a message in the outbox, once for an order, milestone and channel; queued is false when it was there. A
// message about an exception is held until the task of it has stood for the head start; before there is one it is refused
// with ErrUntold.
func (tx *Tx) QueueMessage(m Message) (queued bool, err error) {
	states, err := tx.States(context.Background(), []string{m.OrderID})
	if err != nil {
		return false, fmt.Errorf("queue message: %w", err)
	}
	hold, never := track.TellFrom(states[m.OrderID], m.Milestone, tx.rules().HeadStart)
	if never {
		return false, fmt.Errorf("queue message %s of order %s: %w", m.Milestone, m.OrderID, ErrUntold)
	}
	res, err := tx.w.exec(context.Background(), `INSERT INTO messages (order_id, milestone, channel, recipient, subject, body, state,
		tries, error, queued_at, sent_at, hold_until) VALUES ($1,$2,$3,$4,$5,$6,'waiting',0,'',$7,0,$8) ON CONFLICT DO NOTHING`,
		m.OrderID, m.Milestone, m.Channel, m.Recipient, m.Subject, m.Body, millis(tx.now), millis(hold))
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
		var queued, sent, hold int64
		err = r.Scan(&m.ID, &m.OrderID, &m.Milestone, &m.Channel, &m.Recipient, &m.Subject, &m.Body, &m.State, &m.Tries, &m.Error, &queued, &sent, &hold)
		m.Queued, m.Sent, m.Hold = instant(queued), instant(sent), instant(hold)
		return m, err
	}, `SELECT id, order_id, milestone, channel, recipient, subject, body, state, tries, error, queued_at, sent_at, hold_until
		FROM messages WHERE $1 = '' OR state = $1 ORDER BY queued_at, id LIMIT $2`, state, limit)
}
