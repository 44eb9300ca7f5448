package arena

import "testing"

// TestTake: values that were handed out stay apart from each other and are zero, whatever
// was written to the memory before Reset.
func TestTake(t *testing.T) {
	a := &Arena[int]{}
	for round := range 3 {
		var parts [][]int
		for size := range 2 * largestChunk / 8 {
			part := a.Take(size % 40)
			for i := range part {
				if part[i] != 0 {
					t.Fatalf("round %d: a value is %d, want 0", round, part[i])
				}
				part[i] = size
			}
			parts = append(parts, part)
		}
		for size, part := range parts {
			if len(part) != size%40 || cap(part) != len(part) {
				t.Fatalf("length %d and capacity %d, want both %d", len(part), cap(part), size%40)
			}
			for i := range part {
				if part[i] != size {
					t.Fatalf("round %d: value of slice %d is %d", round, size, part[i])
				}
			}
		}
		a.Reset()
	}
}

// TestTakeMany: more than a chunk holds is handed out in one slice.
func TestTakeMany(t *testing.T) {
	a := &Arena[byte]{}
	a.Take(1)
	if got := len(a.Take(5 * largestChunk)); got != 5*largestChunk {
		t.Errorf("%d values, want %d", got, 5*largestChunk)
	}
	if got := a.Take(1); len(got) != 1 || got[0] != 0 {
		t.Errorf("the next value is %v, want one zero", got)
	}
}

// TestTakeReusesMemory: after Reset the same work needs no new memory.
func TestTakeReusesMemory(t *testing.T) {
	a := &Arena[int]{}
	work := func() {
		for range 1000 {
			a.Take(7)
		}
		a.Reset()
	}
	work()
	if n := testing.AllocsPerRun(5, work); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}
