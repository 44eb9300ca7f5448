package measure

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// Compare runs the command once and holds its output to what expected writes, byte
// for byte, without either being in memory. Behind it may come nothing but a text
// that begins with tail, where there is one.
func Compare(c Command, tail string, expected func(io.Writer) error) error {
	in, err := os.Open(c.Stdin)
	if err != nil {
		return err
	}
	defer in.Close()
	cmd := exec.Command(c.Args[0], c.Args[1:]...)
	cmd.Dir, cmd.Env, cmd.Stdin = c.Dir, append(os.Environ(), c.Env...), in
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	same := &comparer{out: bufio.NewReaderSize(out, 1<<16)}
	err = expected(same)
	if err == nil {
		err = same.end(tail)
	}
	if err != nil {
		cmd.Process.Kill()
		cmd.Wait()
		return fmt.Errorf("%s: %w", c.Name, err)
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("%s: %w", c.Name, err)
	}
	return nil
}

// A comparer is written what should come out, and reads what does.
type comparer struct {
	out  *bufio.Reader
	at   int64
	have []byte
}

func (c *comparer) Write(want []byte) (int, error) {
	if cap(c.have) < len(want) {
		c.have = make([]byte, len(want))
	}
	have := c.have[:len(want)]
	n, err := io.ReadFull(c.out, have)
	if bytes.Equal(have[:n], want) {
		c.at += int64(n)
		return n, nil
	}
	at := 0
	for at < n && have[at] == want[at] {
		at++
	}
	if at == n && err != nil {
		return 0, fmt.Errorf("the output ends after byte %d", c.at+int64(at))
	}
	return 0, fmt.Errorf("byte %d: got %q, want %q", c.at+int64(at), near(have[:n], at), near(want, at))
}

// end holds what is left to tail.
func (c *comparer) end(tail string) error {
	rest, err := c.out.Peek(max(len(tail), 1))
	switch {
	case tail == "" && err == io.EOF:
		return nil
	case tail == "" || string(rest) != tail:
		return fmt.Errorf("byte %d: got %q, want %q", c.at, rest, tail)
	}
	_, err = io.Copy(io.Discard, c.out)
	return err
}

func near(text []byte, at int) []byte { return text[at:min(at+60, len(text))] }
