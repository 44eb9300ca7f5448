package measure

// A Series are the samples of one command, in the order of the rounds.
type Series struct {
	Name    string
	Samples []Sample
}

// Interleave runs all commands once without counting, and then in turn as many
// rounds as asked. The series come in the order of the commands. Progress, where
// there is one, is told of every round.
func Interleave(rounds int, progress func(round int), commands ...Command) ([]Series, error) {
	all := make([]Series, len(commands))
	for round := range rounds + 1 {
		if progress != nil {
			progress(round)
		}
		for i, c := range commands {
			sample, err := Run(c)
			if err != nil {
				return nil, err
			}
			all[i].Name = c.Name
			if round > 0 {
				all[i].Samples = append(all[i].Samples, sample)
			}
		}
	}
	return all, nil
}

// CPU are the seconds of CPU of each run.
func (s Series) CPU() []float64 {
	return s.each(func(one Sample) float64 { return one.CPU.Seconds() })
}

// Wall are the seconds from start to end of each run.
func (s Series) Wall() []float64 {
	return s.each(func(one Sample) float64 { return one.Wall.Seconds() })
}

// Peak are the bytes of memory of each run.
func (s Series) Peak() []float64 {
	return s.each(func(one Sample) float64 { return float64(one.Peak) })
}

func (s Series) each(value func(Sample) float64) []float64 {
	values := make([]float64, len(s.Samples))
	for i, one := range s.Samples {
		values[i] = value(one)
	}
	return values
}
