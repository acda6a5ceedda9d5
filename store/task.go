package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"ordertrail/track"
)

// TaskRow is a task with the order it is about, as lists show it; the shop's own have none.
type TaskRow struct {
	OrderID  string
	Order    string
	Source   string
	Customer string
	track.Task
	Key string // continues the list after it
}

// The lists of tasks that TaskQuery.List names.
const (
	TasksQueued     = "queue"      // somebody must act: open and taken ones
	TasksWaiting    = "waiting"    // for a carrier, a customer, a supplier or a day
	TasksSuppressed = "suppressed" // set aside while a feed is silent
	TasksEnded      = "ended"      // the last ones first
)

// TaskQuery asks for a page of one list of tasks; an empty field means any.
type TaskQuery struct {
	List  string // "" means TasksQueued
	Owner string
	Code  string
	Actor string // who took it, or of an ended one, who had it
	After string // Key of the row before
	Limit int    // 0 means all
}

// Read a row as: the list <name> holds the tasks <where>, in this <order>.
var taskLists = map[string]struct{ Where, Order string }{
	TasksQueued:     {"t.open = 1 AND t.state <> 'waiting'", "(t.due_at = 0), t.due_at, t.id"},
	TasksWaiting:    {"t.open = 1 AND t.state = 'waiting'", "(t.due_at = 0), t.due_at, t.id"},
	TasksSuppressed: {"t.state = 'suppressed'", "(t.due_at = 0), t.due_at, t.id"},
	TasksEnded:      {"t.ended_at > 0", "(t.ended_at = 0), (-t.ended_at), t.id"},
}

const taskRows = `SELECT t.order_id, coalesce(o.number, ''), coalesce(o.source, ''), coalesce(o.customer, ''), t.due_at, t.ended_at, t.task
	FROM tasks t LEFT JOIN orders o ON o.id = t.order_id`

func scanTask(r *sql.Rows) (row TaskRow, err error) {
	var due, ended int64
	var task []byte
	if err := r.Scan(&row.OrderID, &row.Order, &row.Source, &row.Customer, &due, &ended, &task); err != nil {
		return row, err
	}
	if err := json.Unmarshal(task, &row.Task); err != nil {
		return row, fmt.Errorf("%w: a task of order %s: %w", ErrDamaged, row.OrderID, err)
	}
	none := 0
	if due == 0 {
		none = 1
	}
	if row.Key = fmt.Sprintf("%d.%d.%s", none, due, row.Task.Task); ended > 0 {
		row.Key = fmt.Sprintf("0.%d.%s", -ended, row.Task.Task)
	}
	return row, nil
}

// Tasks reads a page of a list of tasks: the most urgent first, the last ended first. A task without a due time comes last.
func (r *Reader) Tasks(ctx context.Context, q TaskQuery) ([]TaskRow, error) {
	list, known := taskLists[or(q.List, TasksQueued)]
	if !known {
		return nil, fmt.Errorf("there is no list of tasks %q", q.List)
	}
	args := []any{}
	where := []string{list.Where}
	add := func(condition string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			condition = strings.Replace(condition, "?", fmt.Sprintf("$%d", len(args)), 1)
		}
		where = append(where, condition)
	}
	if q.Owner != "" {
		add("t.owner = ?", q.Owner)
	}
	if q.Code != "" {
		add("t.code = ?", q.Code)
	}
	if q.Actor != "" {
		add("t.actor = ? AND t.actor <> ''", q.Actor)
	}
	if q.After != "" {
		var none, at int64
		var id string
		if _, err := fmt.Sscanf(strings.ReplaceAll(q.After, ".", " "), "%d %d %s", &none, &at, &id); err != nil {
			return nil, fmt.Errorf("%q %w", q.After, ErrBadKey)
		}
		add("("+list.Order+") > (?, ?, ?)", none, at, id)
	}
	args = append(args, or(q.Limit, -1))
	rows, err := all(ctx, r.q, scanTask, fmt.Sprintf("%s WHERE %s ORDER BY %s LIMIT $%d", taskRows, strings.Join(where, " AND "), list.Order, len(args)), args...)
	if err != nil {
		return nil, fmt.Errorf("tasks: %w", err)
	}
	return rows, nil
}

// SortTasks puts tasks in the order of the lists of open ones: the most urgent first, those without a due time last.
func SortTasks(rows []TaskRow) {
	slices.SortFunc(rows, func(a, b TaskRow) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			if a.Due.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(millis(a.Due), millis(b.Due)), strings.Compare(a.Task.Task, b.Task.Task))
	})
}

// CountTask adds what a task of the shop's own counts for to counters.
func CountTask(counters map[string]int, t track.Task) {
	tallyTask(t, func(name string) { counters[name]++ })
}

// NextBack is when the first of the waiting tasks comes back; "" when none says.
func (r *Reader) NextBack(ctx context.Context) (track.Stamp, error) {
	until, err := one(ctx, r.q, scanText, `SELECT coalesce(min(task ->> '$.until'), '') FROM tasks
		WHERE open = 1 AND state = 'waiting' AND task ->> '$.until' > ''`)
	if err != nil {
		return "", fmt.Errorf("next task to come back: %w", err)
	}
	return track.Stamp(until), nil
}

func or[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}

// OpenTasks lists the tasks that wait for anybody, those that wait for somebody else too, the most urgent first.
func (r *Reader) OpenTasks(ctx context.Context, q TaskQuery) ([]TaskRow, error) {
	list, err := all(ctx, r.q, scanTask, taskRows+` WHERE t.open = 1 AND ($1 = '' OR t.owner = $1) AND ($2 = '' OR t.code = $2)
		ORDER BY t.due_at = 0, t.due_at, t.id`, q.Owner, q.Code)
	if err != nil {
		return nil, fmt.Errorf("open tasks: %w", err)
	}
	return list, nil
}

// TasksEnded lists the tasks that ended in a span of time, oldest first.
func (r *Reader) TasksEnded(ctx context.Context, from, to time.Time) ([]TaskRow, error) {
	list, err := all(ctx, r.q, scanTask, taskRows+` WHERE t.ended_at > 0 AND t.ended_at >= $1 AND t.ended_at < $2 ORDER BY t.ended_at, t.id`, millis(from), millis(to))
	if err != nil {
		return nil, fmt.Errorf("ended tasks: %w", err)
	}
	return list, nil
}

// Task reads one task; ErrNotFound when there is none.
func (r *Reader) Task(ctx context.Context, id string) (TaskRow, error) {
	row, err := one(ctx, r.q, scanTask, taskRows+" WHERE t.id = $1 ORDER BY t.order_id LIMIT 1", id)
	if err != nil {
		return TaskRow{}, fmt.Errorf("task %s: %w", id, err)
	}
	return row, nil
}

// Episodes are the other times the exception of a task arose for its subject, newest first.
func (r *Reader) Episodes(ctx context.Context, t TaskRow) ([]TaskRow, error) {
	rows, err := all(ctx, r.q, scanTask, taskRows+` WHERE t.id IN (SELECT s.value ->> '$.task' FROM orders x, json_each(x.state, '$.tasks') s WHERE x.id = $1
		UNION ALL SELECT id FROM tasks WHERE $1 = '' AND order_id = '') AND t.order_id = $1 AND t.code = $2 AND t.subject = $3 AND t.id <> $4
		ORDER BY t.opened_at DESC, t.id`, t.OrderID, t.Code, t.Subject, t.Task.Task)
	if err != nil {
		return nil, fmt.Errorf("episodes of task %s: %w", t.Task.Task, err)
	}
	return rows, nil
}

// PastDue counts the open tasks whose due time is over.
func (r *Reader) PastDue(ctx context.Context, now time.Time) (int, error) {
	n, err := one(ctx, r.q, scanInt, "SELECT count(*) FROM tasks WHERE open = 1 AND due_at > 0 AND due_at < $1", millis(now))
	return int(n), err
}

// PastDueBy counts, by owner, the tasks that somebody must act on now and whose due time is over.
func (r *Reader) PastDueBy(ctx context.Context, now time.Time) (map[string]int, error) {
	out := map[string]int{}
	_, err := all(ctx, r.q, func(row *sql.Rows) (int, error) {
		var owner string
		var n int
		err := row.Scan(&owner, &n)
		out[owner] = n
		return 0, err
	}, "SELECT owner, count(*) FROM tasks WHERE open = 1 AND due_at > 0 AND due_at < $1 AND state <> 'waiting' GROUP BY owner", millis(now))
	return out, err
}

// ShopTaskCount is how many of the shop's own tasks of a kind are open, whoever waits.
func (r *Reader) ShopTaskCount(ctx context.Context, code string) (int, error) {
	n, err := one(ctx, r.q, scanInt, "SELECT count(*) FROM tasks WHERE order_id = '' AND open = 1 AND code = $1", code)
	return int(n), err
}

// TasksOf counts the tasks that somebody has taken.
func (r *Reader) TasksOf(ctx context.Context, actor string) (int, error) {
	n, err := one(ctx, r.q, scanInt, "SELECT count(*) FROM tasks WHERE open = 1 AND actor <> '' AND actor = $1 AND state <> 'waiting'", actor)
	return int(n), err
}
