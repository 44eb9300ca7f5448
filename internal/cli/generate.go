package cli

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/output"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/spf13/cobra"
)

// generateOptions are the flags of generate.
type generateOptions struct {
	input.ConfigFlags
	images []string
	out    string
	// byFolder and kustomization say how the files of --out are laid out.
	byFolder, kustomization, diff, dryRun bool
	// words select parts; empty for all that the configuration asks for.
	words []string
	// fleet has the configurations, where there are several, and one is that of these options; nil where
	// one counts for all files of --images.
	fleet *input.ConfigFinder
	one   *input.Configuration
	// manifests are those of --images, read once for all configurations.
	manifests *imageFiles
	// flags says for a target, by its name, whether its flag is given.
	flags map[string]*bool
}

func newGenerate(c *console.Console) *cobra.Command {
	o := generateOptions{flags: map[string]*bool{}, manifests: &imageFiles{}}
	cmd := &cobra.Command{
		Use:   "generate [PART…]",
		Short: "Write the cache, Flux's objects, transformers, policies",
		Long: fmt.Sprintf(`Write the cache itself, as spec.infrastructure of the configuration asks: the
rules, their credentials, templates and policies, for ACK or Crossplane as
YAML, or as a Terraform module. As spec.kustomize asks, write a directory of
kustomize transformers that move the images to the cache where no function
runs, such as in Flux. As spec.flux asks, write Flux's image automation: an
ImageRepository and an ImagePolicy for every repository among the images. As
spec.admission asks, write policies of the cluster's admission, which move the
images of Pods that no file names, and say which ones go past the cache. As
spec.warm asks, write a Job and a CronJob that pull the images through the
cache.

PARTs select what is written:
%s.
Without one it is all that the configuration asks for. The part renovate, or
--renovate, is what Renovate's configuration needs to look for new tags of
cache references at the upstreams; it is written only when it is named.

Nothing is written when AWS or Flux would refuse it. No token is ever written.
With --out, files that differ are written, all or none, and named; those that
an earlier run wrote and that are not wanted any more are named as well, and
stay. --diff and --dry-run print what would be written.

Where configurations are below the working directory as well, each is generated
for itself, below --out in the directory of its path: --out . writes beside
each. Images count for the configuration that governs their file, and for those
whose builds read it; images in files without a configuration count for all.`, strings.Join(generators.Words(), ", ")),
		Example: `  ecrcache generate | kubectl apply --server-side -f -
  ecrcache generate --out modules/ecr-cache
  ecrcache generate --images deploy/ --out deploy/
  ecrcache generate admission | kubectl apply --server-side -f -
  ecrcache generate --out cache/ --by-folder --kustomization
  ecrcache generate --out cache/ --diff
  ecrcache generate --renovate > renovate.json`,
		Args:      usage.WordsOf("part", generators.Words(), "--images names manifests, --out the directory to write to"),
		ValidArgs: generators.Words(),
		RunE: func(cmd *cobra.Command, words []string) error {
			o.words = words
			return o.runAll(c, cmd)
		},
	}
	o.AddTo(cmd)
	usage.ListVar(cmd.Flags(), &o.images, "images", nil, "files or directories whose images get their repositories (repositories: PreCreate), entries of kustomize's transformers and policies of Flux; may be repeated")
	cmd.Flags().StringVar(&o.out, "out", "", "the directory to write to; standard output by default")
	cmd.Flags().BoolVar(&o.byFolder, "by-folder", false, "with --out: each part in a folder of its name")
	cmd.Flags().BoolVar(&o.kustomization, "kustomization", false, "with --out: also write a kustomization.yaml that lists the objects")
	cmd.Flags().BoolVar(&o.diff, "diff", false, "with --out: print a unified diff, write nothing")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "with --out: print which files would be written, write nothing")
	for _, t := range generators.Targets() {
		if t.Flag != "" {
			o.flags[t.Name] = cmd.Flags().Bool(t.Name, false, t.Flag)
		}
	}
	cmd.MarkFlagsMutuallyExclusive(slices.Sorted(maps.Keys(o.flags))...)
	return cmd
}

// run generates for one configuration.
func (o *generateOptions) run(c *console.Console, cmd *cobra.Command) error {
	configuration, made, err := o.make(c, cmd)
	if err != nil {
		return err
	}
	if o.out != "" {
		return o.write(c, cmd, output.Directories{o.directory(configuration, made)})
	}
	if !generators.IsStream(made) {
		return errors.New("the configuration asks for files that make no stream together, such as kustomize's transformers, which are a directory; give --out")
	}
	_, err = c.Out.Write([]byte(generators.Stream(made)))
	return exit.Work(err)
}

// make generates files for one configuration.
func (o *generateOptions) make(c *console.Console, cmd *cobra.Command) (*v1alpha1.PullThroughCache, []object.File, error) {
	if err := o.checkFlags(); err != nil {
		return nil, nil, err
	}
	flag := o.flag()
	if flag != "" {
		o.words = []string{flag}
	}
	if flag == "" {
		o.Check = func(c *v1alpha1.PullThroughCache) []plan.Problem {
			_, problems := generators.Parts(c, plan.Seen{}, o.words)
			return problems
		}
	}
	configuration, err := o.Load(c, nil)
	if err != nil {
		return nil, nil, err
	}
	var seen plan.Seen
	if flag == "" {
		if seen, err = o.seen(c, cmd, configuration); err != nil {
			return nil, nil, err
		}
	}
	parts, problems := generators.Parts(configuration, seen, o.words)
	if err := printProblems(c, problems); err != nil {
		return nil, nil, err
	}
	made, problems := generators.Merge(parts, configuration.Owner(), o.layout())
	return configuration, made, printProblems(c, problems)
}

// checkFlags refuses flags that contradict each other.
func (o *generateOptions) checkFlags() error {
	flag := o.flag()
	switch {
	case flag != "" && len(o.images) > 0:
		return errors.New("--" + flag + " and --images: what is written is for the registries, whatever images there are; leave --images out")
	case flag != "" && len(o.words) > 0:
		return errors.New("--" + flag + " and a part: --" + flag + " writes nothing else; give the part " + flag + " as well, without dashes")
	case o.kustomization && !o.byFolder && flag+strings.Join(o.words, "") != "":
		return errors.New("--kustomization and a part: the list in the directory would lose the other parts; add --by-folder, which gives each part a list of its own, or leave the part out")
	case o.diff && o.dryRun:
		return errors.New("--diff and --dry-run: give one of them; both write nothing")
	case o.out == "" && (o.diff || o.dryRun || o.byFolder || o.kustomization):
		return errors.New("--diff, --dry-run, --by-folder and --kustomization are about the files of --out; give it")
	}
	return nil
}

// flag is the name of the target whose flag is given, such as renovate; empty for none.
func (o *generateOptions) flag() string {
	for _, name := range slices.Sorted(maps.Keys(o.flags)) {
		if *o.flags[name] {
			return name
		}
	}
	return ""
}

// layout is how the files are laid out.
func (o *generateOptions) layout() generators.Layout {
	return generators.Layout{ByFolder: o.byFolder, Kustomization: o.kustomization, Partial: len(o.words) > 0}
}

// printProblems prints the problems of a plan. With an error among them it gives
// exit.ErrReported as an error of the work.
func printProblems(c *console.Console, problems []plan.Problem) error {
	for _, p := range problems {
		switch p.Severity {
		case plan.Error:
			c.Error(p.String())
		case plan.Warning:
			c.Warning(p.String())
		default:
			c.Detail(p.String())
		}
	}
	if plan.Failed(problems) {
		return exit.Work(exit.ErrReported)
	}
	return nil
}

// directory is the directory of --out with generated files.
func (o *generateOptions) directory(configuration *v1alpha1.PullThroughCache, made []object.File) *output.Directory {
	return &output.Directory{
		Path: o.out, Config: configuration, Files: made, OnlyNamed: o.onlyNamed(configuration),
		Partial: len(o.words) > 0, ByFolder: o.byFolder,
	}
}

// write writes directories, or prints what that would change.
func (o *generateOptions) write(c *console.Console, cmd *cobra.Command, to output.Directories) error {
	switch {
	case o.diff:
		return exit.Work(to.Diff(c))
	case o.dryRun:
		return exit.Work(to.Preview(c))
	}
	return exit.Work(to.Write(cmd.Context(), c))
}

// onlyNamed are the files of parts that are written only when they are named, such as renovate.
func (o *generateOptions) onlyNamed(configuration *v1alpha1.PullThroughCache) []object.File {
	var all []generators.Part
	for _, t := range generators.Targets() {
		if t.Asked == nil {
			parts, _ := generators.Parts(configuration, plan.Seen{}, []string{t.Name})
			all = append(all, parts...)
		}
	}
	files, _ := generators.Merge(all, configuration.Owner(), generators.Layout{ByFolder: o.byFolder})
	return files
}

// seen are the images of the manifests that --images names. For kustomize's transformers it
// also gives the places of the images that they must change.
func (o *generateOptions) seen(c *console.Console, cmd *cobra.Command, configuration *v1alpha1.PullThroughCache) (plan.Seen, error) {
	if len(o.images) == 0 {
		return plan.Seen{}, nil
	}
	if err := o.manifests.read(c, cmd, o.images); err != nil {
		return plan.Seen{}, err
	}
	result, all, err := o.seenBy(configuration)
	if err != nil {
		return plan.Seen{}, exit.Work(err)
	}
	o.manifests.tellSkipped(c)
	seen := plan.Seen{Images: result.Report.Images, Artifacts: result.Report.Artifacts, Existing: result.Report.Existing}
	if !configuration.Spec.Kustomize.WantsTransformers() {
		return seen, nil
	}
	late := &outcome.Report{}
	for _, f := range result.Late {
		late.Add(f)
	}
	messages.Findings(c, late, nil)
	if late.Failed() {
		return plan.Seen{}, exit.Work(exit.ErrReported)
	}
	seen.Places = placesOf(all)
	return seen, nil
}

// placesOf are the places of the images that rewrite would change.
func placesOf(all []inventory.Image) []plan.Place {
	var places []plan.Place
	for i := range all {
		if img := &all[i]; img.Status == inventory.StatusCovered {
			at := img.Resource
			places = append(places, plan.Place{
				APIVersion: at.APIVersion, Kind: at.Kind, Namespace: at.Namespace, Name: at.Name,
				Field: img.Field, Reference: img.Reference, Alone: img.Alone,
			})
		}
	}
	return places
}
