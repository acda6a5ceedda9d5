//go:build race

package mail

// slower is how much longer the race detector may make a test take.
const slower = 10
