package files

import (
	"os"
	"path/filepath"
	"testing"
)

// TestFlushSystems: files of a disk are flushed together, and one that has gone wrong
// makes them be flushed one by one, which tells of it.
func TestFlushSystems(t *testing.T) {
	dir := t.TempDir()
	at, err := openDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer at.close()
	open := &opened{first: 7}
	for range 3 {
		temp, err := createTemp(dir, "*.tmp")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := temp.Write([]byte("text")); err != nil {
			t.Fatal(err)
		}
		open.temps = append(open.temps, temp)
	}
	errs, done := flushSystems(open.temps)
	if done != at.local {
		t.Errorf("done: %t, on a disk: %t", done, at.local)
	}
	for _, err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if err := open.temps[1].Close(); err != nil {
		t.Fatal(err)
	}
	if _, done := flushSystems(open.temps); done {
		t.Error("a file that is closed is flushed")
	}
	if i, err := open.flush(); i != 8 || err == nil {
		t.Errorf("%d, %v", i, err)
	}
}

// TestUnwritten: what is to be written is known, or taken for much.
func TestUnwritten(t *testing.T) {
	const much = mostUnwritten + 1
	for text, want := range map[string]int{
		"MemTotal:       24684096 kB\nDirty:               120 kB\nWriteback:            36 kB\nWritebackTmp:          1 kB\n": 156,
		"Dirty: 0 kB\nWriteback: 0 kB\n": 0,
		"Dirty: 120 kB\n":                much,
		"Dirty: many\nWriteback: 0 kB\n": much,
		"":                               much,
	} {
		file := filepath.Join(t.TempDir(), "meminfo")
		write(t, file, text)
		if got := unwritten(file); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		if got := unwritten(file); got != much {
			t.Errorf("no file: %d", got)
		}
	}
}
