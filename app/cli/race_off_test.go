//go:build !race

package cli_test

// race says that the race detector is on: tests do the same with less.
const race = false
