package forensics

// outcome is what a part looks like under some changes.
type outcome struct {
	text   string
	split  int // of the headers: where their list begins
	count  uint8
	chosen [MaxMistakes]uint16 // the changes, count of them
	others []uint16            // single changes of the same cost that give the same bytes
}

// part is one of the independent parts of a signature, with its outcomes by cost. The first is the right one.
type part struct {
	applied  []Applied // what each change says
	outcomes []outcome
	from     [maxCost + 2]int // the outcomes of cost c are outcomes[from[c]:from[c+1]]
	made     int              // costs that are made
	left     bool             // some were left out, for there were too many
	grow     func(cost int)   // appends the outcomes of a cost
	alone    func(cost int, take func(chosen []uint16) bool)
	render   func(chosen []uint16) (text string, split int)
}

// maxOutcomes bounds the outcomes of a part: a request with hundreds of headers has too many pairs of changes.
const maxOutcomes = 60_000

// of gives the indexes of the outcomes of a cost, which are made when they are asked for first.
func (p *part) of(cost int) (from, to int) {
	for ; p.made <= cost; p.made++ {
		p.from[p.made] = len(p.outcomes)
		p.grow(p.made)
		p.from[p.made+1] = len(p.outcomes)
	}
	return p.from[cost], p.from[cost+1]
}

// build makes a part out of its changes and their combinations. right is the text under no change. A change
// that does nothing by itself, or the same as one before it, goes into no combination.
func build[D any](base D, right string, split int, changes []change[D], render func(*D) (text string, split int)) *part {
	b := &builder{at: map[string]uint16{right: 0}}
	for _, c := range changes {
		b.applied = append(b.applied, Applied{*c.mistake, c.detail})
		b.fields, b.costs = append(b.fields, c.field), append(b.costs, c.cost)
	}
	b.part.render = func(chosen []uint16) (string, int) {
		d := base
		for _, i := range chosen {
			changes[i].apply(&d)
		}
		return render(&d)
	}
	b.outcomes = []outcome{{text: right, split: split}}
	b.made, b.from[1] = 1, 1
	b.part.grow = b.grow
	b.part.alone = func(cost int, take func([]uint16) bool) {
		if b.combine(cost, 0, nil, MaxMistakes, take) && cost > keptCost {
			b.combine(cost, 0, nil, MaxMistakes-1, take)
		}
	}
	return &b.part
}

// builder makes outcomes. It is one for the drafts of all parts: a copy for each would weigh more than all the rest.
type builder struct {
	part
	fields    []int // by change
	costs     []int
	effective []uint16          // the changes that do something by themselves
	at        map[string]uint16 // outcomes by text
}

// keptCost bounds the cost of the pairs of changes that are kept: above it, there is none that could go with them.
const keptCost = maxCost - likely

// grow makes the outcomes of a cost: of one change, and of two. Those that nothing goes with are not kept: see alone.
func (b *builder) grow(cost int) {
	for i, c := range b.costs {
		if c == cost && b.try(uint16(i)) {
			b.effective = append(b.effective, uint16(i))
		}
	}
	if cost <= keptCost {
		b.combine(cost, 0, nil, 2, func(chosen []uint16) bool { b.try(chosen...); return true })
	}
}

// combine gives take every so many changes of different fields that cost so much together, until it is false.
func (b *builder) combine(cost, from int, chosen []uint16, size int, take func([]uint16) bool) bool {
	for at := from; at < len(b.effective); at++ {
		i := b.effective[at]
		c := b.costs[i]
		if c > cost || b.hasField(chosen, b.fields[i]) {
			continue
		}
		more := append(chosen, i)
		switch {
		case len(more) == size:
			if c == cost && !take(more) {
				return false
			}
		case c < cost:
			if !b.combine(cost-c, at+1, more, size, take) {
				return false
			}
		}
	}
	return true
}

func (b *builder) hasField(chosen []uint16, field int) bool {
	for _, i := range chosen {
		if b.fields[i] == field {
			return true
		}
	}
	return false
}

// try adds the outcome of changes. It is false where its bytes are there already, or there are too many.
func (b *builder) try(chosen ...uint16) bool {
	if len(b.outcomes) == maxOutcomes {
		b.left = true
		return false
	}
	text, split := b.render(chosen)
	if i, known := b.at[text]; known {
		o := &b.outcomes[i]
		if len(chosen) == 1 && o.count == 1 && b.costs[o.chosen[0]] == b.costs[chosen[0]] && b.applied[o.chosen[0]].ID != b.applied[chosen[0]].ID {
			o.others = append(o.others, chosen[0])
		}
		return false
	}
	o := outcome{text: text, split: split, count: uint8(len(chosen))}
	copy(o.chosen[:], chosen)
	b.at[text] = uint16(len(b.outcomes))
	b.outcomes = append(b.outcomes, o)
	return true
}
