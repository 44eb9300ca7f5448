package warm

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/live"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// deepest is how many indexes may be in each other.
const deepest = 3

// A task is one image that is pulled.
type task struct {
	*warmer
	upstream *upstream
	image    *live.WarmImage
	out      *live.Warmed

	has    *repository // what the cache has of the image's repository
	pulled bool        // whether anything was pulled that was not there
}

// run pulls the image by its tag, and by its digest where the tag has another one. An image that is
// in the cache is not pulled again, but what it lists may be missing.
func (t *task) run(ctx context.Context) error {
	var err error
	if t.has, err = t.listOnce(ctx, t.image.Reference.Repository); err != nil {
		return err
	}
	tag, want := t.image.Reference.Tag, t.image.Reference.Digest
	digest, there := t.has.tags[tag], false
	if want == "" {
		_, there = t.has.images[digest]
	} else if _, there = t.has.images[want]; there {
		t.out.Moved = digest != "" && digest != want
		digest = want
	}
	if t.out.Digest = digest; there {
		if err := t.has.usable(digest); err != nil {
			return err
		}
		return t.rest(ctx, digest)
	}
	if err := t.has.usable(t.has.tags[tag]); err != nil { // pulling an archived tag fails
		return err
	}
	identifier := tag
	if tag == "" {
		identifier = want
	}
	manifest, err := t.get(ctx, identifier)
	if err != nil {
		return err
	}
	if t.out.Digest = manifest.Digest.String(); want != "" && t.out.Digest != want {
		t.out.Moved = true
		if manifest, err = t.get(ctx, want); err != nil {
			return fmt.Errorf("the tag %s is %s now, and the manifests have %s: %w", tag, t.out.Digest, want, err)
		}
	}
	return t.parts(ctx, manifest, false, deepest)
}

// rest pulls what is missing of an image that is there.
func (t *task) rest(ctx context.Context, digest string) error {
	if media := types.MediaType(t.has.images[digest]); media.IsImage() && !t.Layers {
		return nil
	}
	manifest, err := t.read(ctx, digest)
	if err != nil {
		return err
	}
	return t.parts(ctx, manifest, true, deepest)
}

// parts pulls what a manifest lists: the images of an index, which may be indexes themselves up
// to a depth, and the layers of an image if they are asked for. there says that the manifest was
// in the cache already.
func (t *task) parts(ctx context.Context, m *remote.Descriptor, there bool, depth int) error {
	switch {
	case m.MediaType.IsIndex():
		return t.index(ctx, m, depth)
	case m.MediaType.IsImage() && t.Layers:
		return t.layers(ctx, m, there)
	}
	return nil
}

// index pulls the images of an index that are for a wanted platform.
func (t *task) index(ctx context.Context, m *remote.Descriptor, depth int) error {
	if depth == 0 {
		return errors.New("it is an index in an index in an index, and so on")
	}
	list, err := v1.ParseIndexManifest(bytes.NewReader(m.Manifest))
	if err != nil {
		return fmt.Errorf("its index cannot be read: %w", err)
	}
	for _, d := range list.Manifests {
		if !t.wants(d.Platform) {
			continue
		}
		name := "an image without a platform"
		if d.Platform != nil {
			name = d.Platform.String()
			t.out.Platforms = append(t.out.Platforms, name)
		}
		if err := t.child(ctx, d, depth); err != nil {
			return fmt.Errorf("%s, %s: %w", name, d.Digest, err)
		}
	}
	return nil
}

// child pulls an image that an index lists, unless it is there.
func (t *task) child(ctx context.Context, d v1.Descriptor, depth int) error {
	get := t.get
	_, there := t.has.images[d.Digest.String()]
	if there {
		if err := t.has.usable(d.Digest.String()); err != nil {
			return err
		}
		if d.MediaType.IsImage() && !t.Layers {
			return nil
		}
		get = t.read
	}
	m, err := get(ctx, d.Digest.String())
	if err != nil {
		return err
	}
	return t.parts(ctx, m, there, depth-1)
}

// wants reports whether an image is for a platform that was asked for. One that names none
// is for all of them.
func (t *task) wants(p *v1.Platform) bool {
	if p == nil || len(t.platforms) == 0 {
		return true
	}
	for _, wanted := range t.platforms {
		if p.Satisfies(wanted) {
			return true
		}
	}
	return false
}

// get reads a manifest that is not in the cache, which pulls it.
func (t *task) get(ctx context.Context, identifier string) (*remote.Descriptor, error) {
	m, err := t.read(ctx, identifier)
	if err == nil {
		t.pulled = true
	}
	return m, err
}

// read reads a manifest by its tag or digest.
func (t *task) read(ctx context.Context, identifier string) (m *remote.Descriptor, err error) {
	err = t.ask(ctx, t.upstream, func(ctx context.Context) (err error) {
		m, err = t.registry.manifest(ctx, t.image.Reference.Repository, identifier)
		return err
	})
	return m, err
}

// layers downloads the layers of an image, and its configuration. Of an image that was there
// it leaves out those that the repository has.
func (t *task) layers(ctx context.Context, m *remote.Descriptor, there bool) error {
	manifest, err := v1.ParseManifest(bytes.NewReader(m.Manifest))
	if err != nil {
		return fmt.Errorf("its manifest cannot be read: %w", err)
	}
	all := append([]v1.Descriptor{manifest.Config}, manifest.Layers...)
	has := map[string]bool{}
	if there {
		var digests []string
		for _, d := range all {
			digests = append(digests, d.Digest.String())
		}
		if has, err = t.hasLayers(ctx, t.image.Reference.Repository, digests); err != nil {
			return err
		}
	}
	for _, d := range all {
		if len(d.URLs) > 0 || has[d.Digest.String()] { // a layer with URLs is in no registry
			continue
		}
		has[d.Digest.String()] = true
		err := t.ask(ctx, t.upstream, func(ctx context.Context) error {
			n, err := t.registry.layer(ctx, t.image.Reference.Repository, d)
			t.out.Bytes += n
			return err
		})
		if err != nil {
			return fmt.Errorf("the layer %s: %w", d.Digest, err)
		}
		t.pulled = true
	}
	return nil
}
