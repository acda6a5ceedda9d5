package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"ordertrail/track"
)

// TaskRow is one episode with the order it is about.
type TaskRow struct {
	track.Task
	OrderID  string
	Order    string // number
	Source   string
	Customer string // the name shown
}

// TaskQuery asks for open tasks; an empty field means any.
type TaskQuery struct {
	Owner string
	Code  string
}

// scanTask reads an order and the id of one of its tasks, and picks that task.
func scanTask(r *sql.Rows) (TaskRow, error) {
	var id string
	o, err := scanOrderAnd(r, &id)
	if err != nil {
		return TaskRow{}, err
	}
	row := TaskRow{OrderID: o.id, Order: o.number, Source: o.source, Customer: o.customer}
	for _, t := range o.state.Tasks {
		if t.Task == id {
			row.Task = t
		}
	}
	return row, nil
}

// OpenTasks lists the tasks somebody must still act on, the most urgent first. A task without a due time comes last.
func (r *Reader) OpenTasks(ctx context.Context, q TaskQuery) ([]TaskRow, error) {
	list, err := all(ctx, r.q, scanTask, "SELECT "+orderColumns+`, t.id FROM tasks t JOIN orders o ON o.id = t.order_id
		WHERE t.open = 1 AND ($1 = '' OR t.owner = $1) AND ($2 = '' OR t.code = $2)
		ORDER BY t.due_at = 0, t.due_at, t.id`, q.Owner, q.Code)
	if err != nil {
		return nil, fmt.Errorf("open tasks: %w", err)
	}
	return list, nil
}

// TasksEnded lists the tasks that ended in a span of time, oldest first.
func (r *Reader) TasksEnded(ctx context.Context, from, to time.Time) ([]TaskRow, error) {
	list, err := all(ctx, r.q, scanTask, "SELECT "+orderColumns+`, t.id FROM tasks t JOIN orders o ON o.id = t.order_id
		WHERE t.open = 0 AND t.ended_at >= $1 AND t.ended_at < $2 ORDER BY t.ended_at, t.id`, millis(from), millis(to))
	if err != nil {
		return nil, fmt.Errorf("ended tasks: %w", err)
	}
	return list, nil
}

// Task reads one task; ErrNotFound when there is none.
func (r *Reader) Task(ctx context.Context, id string) (TaskRow, error) {
	row, err := one(ctx, r.q, scanTask, "SELECT "+orderColumns+`, t.id FROM tasks t JOIN orders o ON o.id = t.order_id
		WHERE t.id = $1 ORDER BY t.order_id LIMIT 1`, id)
	if err != nil {
		return TaskRow{}, fmt.Errorf("task %s: %w", id, err)
	}
	return row, nil
}

// PastDue counts the open tasks whose due time is over.
func (r *Reader) PastDue(ctx context.Context, now time.Time) (int, error) {
	n, err := one(ctx, r.q, scanInt, "SELECT count(*) FROM tasks WHERE open = 1 AND due_at > 0 AND due_at <= $1", millis(now))
	return int(n), err
}
