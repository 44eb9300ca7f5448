package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// A Program is the built command line.
type Program string

// A Finding is what the program says of one place.
type Finding struct {
	Severity, Code, Reason, Message, File, Field, Current string
}

// Build builds the program of this repository into a directory.
func Build(dir string) (Program, error) {
	path := filepath.Join(dir, "ecrcache")
	build := exec.Command("go", "build", "-o", path, "./cmd/ecrcache")
	build.Dir = filepath.Join("..", "..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the program: %w\n%s", err, output)
	}
	return Program(path), nil
}

// Rewrite rewrites a directory in place, and returns what check finds in it then.
func (p Program) Rewrite(dir string) ([]Finding, error) {
	config := filepath.Join(dir, "..", "ecrcache.yaml")
	if err := os.WriteFile(config, []byte(configuration()), 0o600); err != nil {
		return nil, err
	}
	if _, err := p.run(dir, "rewrite", "-q", "-c", config, "."); err != nil {
		return nil, err
	}
	output, err := p.run(dir, "check", "--strict", "-o", "json", "-c", config, ".")
	if err != nil {
		return nil, err
	}
	var report struct{ Findings []Finding }
	return report.Findings, json.Unmarshal(output, &report)
}

func (p Program) run(dir string, args ...string) ([]byte, error) {
	command := exec.Command(string(p), args...)
	command.Dir = dir
	var out, said bytes.Buffer
	command.Stdout, command.Stderr = &out, &said
	err := command.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 && args[0] == "check" {
		return out.Bytes(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("ecrcache %s: %w\n%s", args[0], err, said.Bytes())
	}
	return out.Bytes(), nil
}
