//go:build !race

package mail

const slower = 1
