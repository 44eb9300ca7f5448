package imports

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// maxInitObjects is how many objects a package may allocate when it is initialised: the program
// pays for them at every start, whether or not it calls the package. What Flux's types need of
// k8s.io/apimachinery has the most: 479 objects for the expressions of its util/validation.
const maxInitObjects = 500

// TestTheProgramStartsWithLittle: no package that is linked fills tables or compiles
// expressions before it is asked. Objects are counted, because times differ.
func TestTheProgramStartsWithLittle(t *testing.T) {
	program := filepath.Join(t.TempDir(), "ecrcache.exe")
	if out, err := exec.Command("go", "build", "-o", program, module+"/cmd/ecrcache").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(program, "version")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for line := range strings.Lines(said.String()) {
		var name string
		var at, clock float64
		var bytes, objects int
		if _, err := fmt.Sscanf(line, "init %s @%f ms, %f ms clock, %d bytes, %d allocs", &name, &at, &clock, &bytes, &objects); err != nil {
			t.Errorf("%q: %v", line, err)
		}
		seen[name] = objects
		if objects > maxInitObjects {
			t.Errorf("%s allocates %d objects when it is initialised", name, objects)
		}
	}
	if seen[yamlParser] == 0 || seen[module+"/generators/planner"] == 0 {
		t.Errorf("not every package was seen: %v", seen)
	}
}

// maxBytes is how large the program that asks AWS may be. A client that becomes an
// interface, as the SDK's paginators take it, keeps every operation of its service, which
// are 40 MiB for EC2 alone.
const maxBytes = 40 << 20

// TestTheProgramThatAsksAWS links the operations that it calls, not all there are.
func TestTheProgramThatAsksAWS(t *testing.T) {
	program := filepath.Join(t.TempDir(), "ecrcache-aws.exe")
	if out, err := exec.Command("go", "build", "-o", program, module+"/cmd/ecrcache-aws").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	about, err := os.Stat(program)
	if err != nil {
		t.Fatal(err)
	}
	if about.Size() > maxBytes || about.Size() < maxBytes/4 {
		t.Errorf("it has %d bytes, want %d to %d", about.Size(), maxBytes/4, maxBytes)
	}
}
