//go:build !race

package store

// underRace reports whether the race detector runs, under which SQLite is an order of magnitude slower.
const underRace = false
