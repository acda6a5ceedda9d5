//go:build !race

package app_test

// raceDetector tells that the tests run ten times slower than the program does.
const raceDetector = false
