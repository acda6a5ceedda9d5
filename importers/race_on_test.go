//go:build race

package importers

// raceDetector tells that the tests run ten times slower than the program does.
const raceDetector = true
