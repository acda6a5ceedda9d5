package track

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// How many sequences are played, and which: one run is enough to see again what failed.
var (
	seqRuns = flag.Int("sequences", 1500, "how many random sequences of commands to play")
	seqSeed = flag.Uint64("seed", 1, "of the sequences")
	seqOnly = flag.Int("only", -1, "play this sequence alone")
)

// TestCommandSequences plays random sequences of commands on the domain and on the model, and wants them to agree after
// every act: on what is refused, on every column of the ledger, on where each box is. At the end of each the state must be
// the same for any order of arrival, for facts that came twice, and after a restart; and what must always hold must hold.
func TestCommandSequences(t *testing.T) {
	t.Parallel()
	if *seqOnly >= 0 {
		report(t, domain, *seqSeed, uint64(*seqOnly))
		return
	}
	if i, failed := firstFailure(domain, *seqSeed, *seqRuns); failed {
		report(t, domain, *seqSeed, i)
	}
}

// firstFailure plays sequences on every processor and returns the least that failed.
func firstFailure(d decider, seed uint64, runs int) (uint64, bool) {
	var next, least atomic.Uint64
	least.Store(uint64(runs))
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := next.Add(1) - 1; i < least.Load(); i = next.Add(1) - 1 {
				if violation(d, someCommands(seed, i)) == "" {
					continue
				}
				for old := least.Load(); i < old && !least.CompareAndSwap(old, i); old = least.Load() {
				}
			}
		})
	}
	all.Wait()
	return least.Load(), least.Load() < uint64(runs)
}

// report says which part of a sequence fails and how to see it again.
func report(t *testing.T, d decider, seed, i uint64) {
	t.Helper()
	commands := someCommands(seed, i)
	if violation(d, commands) == "" {
		t.Logf("sequence %d of seed %d holds:\n%s", i, seed, told(commands))
		return
	}
	commands = shortest(d, commands)
	t.Errorf("sequence %d of seed %d, without what does not matter:\n%s%s\nsee it again: go test ./track -run TestCommandSequences -seed %d -only %d",
		i, seed, told(commands), violation(d, commands), seed, i)
}

// shortest leaves out commands as long as what is left still fails.
func shortest(d decider, commands []command) []command {
	for i := 0; i < len(commands); {
		less := slices.Delete(slices.Clone(commands), i, i+1)
		if violation(d, less) != "" {
			commands, i = less, 0
			continue
		}
		i++
	}
	return commands
}

// violation plays a sequence and says what is wrong; "" when nothing is.
func violation(d decider, commands []command) (wrong string) {
	defer func() {
		if p := recover(); p != nil {
			wrong = fmt.Sprint("panic: ", p)
		}
	}()
	s := &shop{decider: d}
	for k, c := range commands {
		before := plain(s.log)
		allowed, sure := before.allows(c)
		refusal, asked := s.play(k, c)
		if asked && sure && allowed != (refusal == nil) {
			return fmt.Sprintf("%s: refused with %v, the model allows it: %v", c, refusal, allowed)
		}
		if asked || k == len(commands)-1 {
			if wrong := plain(s.log).differs(s.look()); wrong != "" {
				return wrong
			}
		}
	}
	return s.breaks()
}

// breaks says which law the end of a sequence breaks; "" when none.
func (s *shop) breaks() string {
	is := *s.look()
	events := s.live()
	if len(events) == 0 {
		return ""
	}
	again := append(slices.Clone(events), events[len(events)/2])
	rand.New(rand.NewPCG(uint64(len(events)), 7)).Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
	if !reflect.DeepEqual(is, s.derived(again)) {
		return "another order of arrival, and one fact twice, give another state"
	}
	s.restart()
	if !reflect.DeepEqual(is, *s.look()) {
		return "a restart gives another state"
	}
	if is.Stated == "" {
		return ""
	}
	return lawsBroken(is)
}

// lawsBroken checks what must always hold, as the property tests do.
func lawsBroken(s OrderState) string {
	var c complaint
	for _, l := range s.Lines {
		checkLedger(&c, l)
		checkContents(&c, s, l)
	}
	for _, p := range s.Parcels {
		checkParcel(&c, p)
	}
	for _, r := range s.Returns {
		checkReturn(&c, r)
	}
	checkTasks(&c, s)
	checkOrder(&c, s)
	return string(c)
}

// checkReturn: a return that was closed accounts for every unit, nothing is decided unseen, and nothing is released that
// nobody decided about.
func checkReturn(t failer, r ReturnState) {
	if n := r.Unaccounted(); r.Phase == "closed" && n > 0 {
		t.Fatalf("return %s is closed, and %d units have no place", r.Return, n)
	}
	for _, l := range r.Lines {
		for _, u := range l.Units {
			switch {
			case u.Grade == "" && u.Disposition != "" && u.Disposition != "quarantine":
				t.Fatalf("return %s: %d of line %s are %s, and nobody looked at them", r.Return, u.Quantity, l.Line, u.Disposition)
			case u.Grade == "" && u.Released:
				t.Fatalf("return %s: %d of line %s were released, and nobody looked at them", r.Return, u.Quantity, l.Line)
			}
		}
	}
}

// complaint is the first thing that a check finds.
type complaint string

func (c *complaint) Fatalf(format string, args ...any) {
	if *c == "" {
		*c = complaint(fmt.Sprintf(format, args...))
	}
}
