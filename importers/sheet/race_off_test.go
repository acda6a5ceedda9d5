//go:build !race

package sheet

// raceDetector tells that the tests run ten times slower than the program does.
const raceDetector = false
