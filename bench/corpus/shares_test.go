package corpus

import (
	"bytes"
	"testing"
)

func TestMixesAreOfAHundred(t *testing.T) {
	for name, mix := range map[string]Mix{"cluster": Cluster, "repository": Repository, "odd": Odd} {
		total := 0
		for _, s := range mix {
			total += s.of
		}
		if total != 100 {
			t.Errorf("%s: the shares add up to %d", name, total)
		}
	}
}

// The shares are those of the measurements that the goals were set by: 30% of the
// objects name the upstream, 1.64 KiB each, 196 MiB in a list of 100,000.
func TestSharesOfACluster(t *testing.T) {
	c := Corpus{Items: 2000, Seed: 1, Mix: Cluster}
	named, upstream := 0, 0
	kinds := map[string]int{}
	for i := range c.Items {
		item := c.Item(i)
		kinds[item.Kind]++
		if bytes.Contains(item.Text, []byte(Registry)) {
			named++
		}
		if item.Class == Upstream {
			upstream++
		}
	}
	if named != 600 || upstream != 400 {
		t.Errorf("of 2000 objects %d name the upstream and %d change, want 600 and 400", named, upstream)
	}
	for _, kind := range []string{"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "HelmRelease", "ConfigMap", "CustomResourceDefinition"} {
		if kinds[kind] < 40 {
			t.Errorf("there are %d of %s, want 2 of 100 at least", kinds[kind], kind)
		}
	}
	within(t, "bytes of an object", len(text(t, c))/c.Items, 1600, 1760)
	var list bytes.Buffer
	if err := c.WriteList(&list); err != nil {
		t.Fatal(err)
	}
	within(t, "bytes of an object in a list", list.Len()/c.Items, 1960, 2100)
}

func within(t *testing.T, what string, got, least, most int) {
	t.Helper()
	if got < least || got > most {
		t.Errorf("%s: %d, want %d to %d", what, got, least, most)
	}
}

func TestOneInTwentyFilesOfARepositoryChanges(t *testing.T) {
	c := Corpus{Items: 2000, Seed: 1, Mix: Repository}
	upstream := 0
	for i := range c.Items {
		if c.Item(i).Class == Upstream {
			upstream++
		}
	}
	if upstream != 100 {
		t.Errorf("of 2000 files %d change, want 100", upstream)
	}
}

// What the corpus promises of images is what kbld is told to expect: one that is
// missing would be looked up in a registry.
func TestImagesAreAll(t *testing.T) {
	known := map[string]string{}
	for _, image := range Images() {
		known[image.Old] = image.New
	}
	c := Corpus{Items: 2000, Seed: 1, Mix: Cluster}
	for i := range c.Items {
		item := c.Item(i)
		for _, r := range item.References {
			if item.Kind != "HelmRelease" && known[r.Old] != r.New {
				t.Errorf("object %d: Images has %q for %s, want %s", i, known[r.Old], r.Old, r.New)
			}
		}
	}
}
