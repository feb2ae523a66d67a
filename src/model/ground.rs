//! Norms laid on each party: every relative word ("its", "the other Party") takes its agent, every phrase its node.

mod excepted;

use std::collections::{BTreeMap, BTreeSet};

use super::dates;
use super::nodes::{Gathered, Roles};
use super::theory::{
    AgentInfo, Bearers, CircumstanceInfo, Condition, ControlledBy, Extent, GroundNorm, Name, NumberInfo, Pattern,
    Period, Theory,
};
use super::world::World;
use crate::clauses::Modality;
use crate::norms::{Act, Agent, Bearer, Circumstance, Controller, Formula, Norm, Noun, Quantifier, Restrictor, Slot};

/// A theory while norms are added to it.
pub struct Grounding<'a> {
    out: Theory,
    world: &'a World<'a>,
    parties: Vec<Name>,
    gathered: BTreeMap<Slot, Gathered>,
    agents: Gathered,
    until: Vec<(Name, Vec<Pattern>)>,
}

/// A theory with all its norms, and what is still to be put in order.
pub struct Grounded {
    /// The theory.
    pub theory: Theory,
    /// The nodes of each slot.
    pub gathered: BTreeMap<Slot, Gathered>,
    /// Classes of persons and things that bear norms.
    pub agents: Gathered,
    /// Prohibitions that last until acts are done, by id, and those acts.
    pub until: Vec<(Name, Vec<Pattern>)>,
}

/// Who bears one instance of a norm, and in what roles.
struct Instance {
    bearers: Bearers,
    roles: Roles,
    tag: String,
}

impl<'a> Grounding<'a> {
    /// Starts with a theory that has its agents and clauses.
    pub fn new(out: Theory, world: &'a World<'a>, parties: Vec<Name>) -> Self {
        let gathered = Slot::ALL.into_iter().map(|s| (s, Gathered::default())).collect();
        Self { out, world, parties, gathered, agents: Gathered::default(), until: Vec::new() }
    }

    /// All that was gathered.
    pub fn finish(self) -> Grounded {
        Grounded { theory: self.out, gathered: self.gathered, agents: self.agents, until: self.until }
    }

    /// Adds every instance of a norm.
    pub fn add(&mut self, source: usize, norm: &Norm) {
        let key = super::clause_key(&norm.cite);
        let Some(clause) = self.out.clauses.iter().position(|c| super::clause_key(&c.cite) == key) else { return };
        for instance in self.instances(norm) {
            let ground = self.ground(source, clause, norm, &instance);
            let until: Vec<Pattern> =
                norm.window.until.iter().map(|act| self.pattern(act, &instance.roles, None)).collect();
            if matches!(norm.modality, Modality::Prohibition | Modality::Exemption) && !until.is_empty() {
                self.until.push((ground.id.clone(), until));
            }
            self.out.norms.extend(super::opposites::prohibition(&ground, &norm.act.kind, self.world));
            self.out.norms.push(ground);
        }
    }

    fn instances(&mut self, norm: &Norm) -> Vec<Instance> {
        let everyone: BTreeSet<Name> = self.parties.iter().cloned().collect();
        match &norm.bearer {
            Bearer::Each => self.parties.clone().iter().flat_map(|me| self.of_party(me, norm)).collect(),
            Bearer::Named(list) => list.iter().flat_map(|me| self.of_party(me, norm)).collect(),
            Bearer::Jointly(list) => {
                let all: BTreeSet<Name> = if list.is_empty() { everyone } else { list.iter().cloned().collect() };
                vec![self.together(Bearers::All(all), "jointly")]
            }
            Bearer::Class(noun) => self.of_class(noun, norm),
            Bearer::Unstated if norm.modality == Modality::Obligation => {
                vec![self.together(Bearers::All(everyone), "all")]
            }
            Bearer::Unstated => vec![self.together(Bearers::Everybody, "everybody")],
        }
    }

    fn together(&self, bearers: Bearers, tag: &str) -> Instance {
        Instance { bearers, roles: super::roles(None, None, &self.parties), tag: tag.to_owned() }
    }

    /// One instance, or one for each other party where the norm's condition or window turns on which other.
    fn of_party(&mut self, me: &Name, norm: &Norm) -> Vec<Instance> {
        self.out.agents.entry(me.clone()).or_insert(AgentInfo { party: false, of: None, above: Vec::new() });
        let others: Vec<Name> = self.parties.iter().filter(|p| *p != me).cloned().collect();
        let bearers = || Bearers::All(BTreeSet::from([me.clone()]));
        if others.len() == 1 {
            let roles = super::roles(Some(me), others.first(), &self.parties);
            return vec![Instance { bearers: bearers(), roles, tag: me.clone() }];
        }
        if turns_on_other(norm) {
            let one = |other: &Name| Instance {
                bearers: bearers(),
                roles: super::roles(Some(me), Some(other), &self.parties),
                tag: format!("{me}/{other}"),
            };
            return others.iter().map(one).collect();
        }
        vec![Instance { bearers: bearers(), roles: super::roles(Some(me), None, &self.parties), tag: me.clone() }]
    }

    /// "The fishermen of either Party": one class for each party; "the Commission": an agent of its own.
    fn of_class(&mut self, noun: &Noun, norm: &Norm) -> Vec<Instance> {
        let relative = noun.restrictors.iter().any(|r| matches!(r, Restrictor::Of(_)));
        if !relative {
            let (name, info) = self.world.agent(noun);
            self.agents.nouns.entry(name.clone()).or_insert_with(|| noun.clone());
            self.out.agents.entry(name.clone()).or_insert(info);
            let roles = super::roles(Some(&name), None, &self.parties);
            return vec![Instance { bearers: Bearers::All(BTreeSet::from([name.clone()])), roles, tag: name }];
        }
        let mut out = Vec::new();
        for me in self.parties.clone() {
            let other = self.parties.iter().find(|p| **p != me).filter(|_| self.parties.len() == 2).cloned();
            let roles = super::roles(Some(&me), other.as_ref(), &self.parties);
            let mut own = noun.clone();
            own.restrictors = noun
                .restrictors
                .iter()
                .map(|r| if *r == Restrictor::Of(Agent::AnyParty) { Restrictor::Of(Agent::Me) } else { r.clone() })
                .collect();
            for ground in roles.ground(&own) {
                let of = crate::norms::named_owner(&ground.restrictors).map(str::to_owned);
                if own != *noun || of.as_ref() == Some(&me) || norm.bearer == Bearer::Each {
                    let name = super::nodes::name(&ground, Slot::Thing);
                    self.agents.nouns.entry(name.clone()).or_insert_with(|| ground.clone());
                    self.out.agents.entry(name.clone()).or_insert(AgentInfo { party: false, of, above: Vec::new() });
                    out.push(Instance {
                        bearers: Bearers::All(BTreeSet::from([name.clone()])),
                        roles: roles.clone(),
                        tag: name,
                    });
                }
            }
        }
        out
    }

    fn ground(&mut self, source: usize, clause: usize, norm: &Norm, instance: &Instance) -> GroundNorm {
        let roles = &instance.roles;
        let act = self.world.told_of_bearer(norm, roles);
        let pattern = self.pattern(&act, roles, Some(norm));
        let period = if norm.window.after.is_empty() {
            dates::period(&mut self.out, &norm.window, roles)
        } else {
            let mut window = norm.window.clone();
            window.after.clear();
            dates::period(&mut self.out, &window, roles)
        };
        GroundNorm {
            id: format!("{}@{}", norm.id, instance.tag),
            clause,
            source,
            modality: norm.modality,
            force: norm.force,
            bearers: instance.bearers.clone(),
            other: roles.other.clone(),
            each: each_slots(norm),
            condition: self.condition(&norm.condition, roles),
            exceptions: norm.exceptions.iter().map(|e| self.exception(e, norm, roles)).collect(),
            period: Period { ..period },
            throughout: norm.window.throughout && norm.modality == Modality::Obligation,
            after: norm.window.after.iter().map(|act| self.pattern(act, roles, None)).collect(),
            on_breach_of: norm.on_breach_of.clone(),
            partly: !norm.holes.is_empty(),
            pattern,
        }
    }

    /// The pattern of an act; `norm` is given for the act of a norm itself.
    fn pattern(&mut self, act: &Act, roles: &Roles, norm: Option<&Norm>) -> Pattern {
        let mut out = Pattern { season: act.season, ..Pattern::default() };
        if !act.kind.is_empty() {
            let kind = bare_noun(&act.kind);
            let name = self.gathered(Slot::Kind).add(&kind, Slot::Kind);
            out.slots.insert(Slot::Kind, Extent::Of(vec![name]));
        }
        for (slot, list) in [(Slot::Thing, &act.thing), (Slot::Place, &act.place), (Slot::To, &act.to)] {
            if let Some(extent) = self.extent(slot, list, roles) {
                out.slots.insert(slot, extent);
            }
        }
        if let Some(extent) = self.manner(&act.manner, roles) {
            out.slots.insert(Slot::Manner, extent);
        }
        if let Some(quantity) = &act.quantity {
            out.quantity.insert(quantity.unit.clone(), bounds(quantity, norm));
        }
        out
    }

    fn gathered(&mut self, slot: Slot) -> &mut Gathered {
        self.gathered.entry(slot).or_default()
    }

    fn extent(&mut self, slot: Slot, list: &[Noun], roles: &Roles) -> Option<Extent> {
        let negated = list.iter().any(|n| n.negated);
        let mut names = Vec::new();
        for noun in list.iter().flat_map(|n| roles.ground(n)) {
            let noun = self.world.place_name(&noun, slot);
            names.push(self.gathered(slot).add(&noun, slot));
        }
        names.sort();
        names.dedup();
        match names.is_empty() {
            true => None,
            false if negated => Some(Extent::Not(names)),
            false => Some(Extent::Of(names)),
        }
    }

    /// Several manners narrow at once: one node below each.
    fn manner(&mut self, list: &[Noun], roles: &Roles) -> Option<Extent> {
        let grounds: Vec<Noun> = list.iter().flat_map(|n| roles.ground(n)).collect();
        match grounds.as_slice() {
            [] => None,
            [one] => Some(Extent::Of(vec![self.gathered(Slot::Manner).add(one, Slot::Manner)])),
            several => {
                let mut whole = several[0].clone();
                for other in &several[1..] {
                    let name = self.gathered(Slot::Manner).add(other, Slot::Manner);
                    whole.restrictors.insert(Restrictor::Opaque(name));
                }
                Some(Extent::Of(vec![self.gathered(Slot::Manner).add(&whole, Slot::Manner)]))
            }
        }
    }

    fn condition(&mut self, formula: &Formula, roles: &Roles) -> Condition {
        match formula {
            Formula::True => Condition::True,
            Formula::Holds(c) => Condition::Holds(self.circumstance(c, roles)),
            Formula::Not(f) => Condition::Not(Box::new(self.condition(f, roles))),
            Formula::All(list) => Condition::All(list.iter().map(|f| self.condition(f, roles)).collect()),
            Formula::Any(list) => Condition::Any(list.iter().map(|f| self.condition(f, roles)).collect()),
            Formula::Measure { what, least, most } => {
                let name = circumstance_name(what, roles);
                self.out.numbers.entry(name.clone()).or_insert(NumberInfo {
                    text: what.text.clone(),
                    least: None,
                    most: None,
                });
                Condition::Within(name, *least, *most)
            }
        }
    }

    fn circumstance(&mut self, c: &Circumstance, roles: &Roles) -> Name {
        let known = self.world.known(c, roles);
        let mut name = circumstance_name(c, roles);
        // What facts decide for one party is another circumstance for the next.
        if let (Some(_), Some(me)) = (&known, &roles.me)
            && !name.contains(me.as_str())
        {
            name = format!("{name} ({me})");
        }
        let info = CircumstanceInfo {
            text: c.text.clone(),
            controlled_by: self.controlled_by(&c.controller, roles),
            judge: c.judge.as_ref().and_then(|j| roles.resolve(j).into_iter().next()),
            known,
        };
        self.out.circumstances.entry(name.clone()).or_insert(info);
        name
    }

    fn controlled_by(&self, controller: &Controller, roles: &Roles) -> ControlledBy {
        match controller {
            Controller::Nature => ControlledBy::Nature,
            Controller::Unknown => ControlledBy::Unknown,
            Controller::Agent(agent) => match roles.resolve(agent).first() {
                Some(name) if self.parties.contains(name) => ControlledBy::Party(name.clone()),
                Some(name) => match self.world.outsider(name) {
                    Some(known) => ControlledBy::Outsider(known),
                    None => ControlledBy::Unknown,
                },
                None => ControlledBy::Unknown,
            },
        }
    }
}

/// Whether it matters which of several other parties "the other Party" is.
fn turns_on_other(norm: &Norm) -> bool {
    fn about(formula: &Formula) -> bool {
        match formula {
            Formula::Holds(c) | Formula::Measure { what: c, .. } => c.about.contains(&Agent::Other),
            Formula::Not(f) => about(f),
            Formula::All(list) | Formula::Any(list) => list.iter().any(about),
            Formula::True => false,
        }
    }
    about(&norm.condition) || norm.exceptions.iter().any(|e| about(&e.condition))
}

/// The name of a circumstance in one instance: its normal form with the agents put in.
pub fn circumstance_name(c: &Circumstance, roles: &Roles) -> Name {
    let mut name = c.name.clone();
    for (index, agent) in c.about.iter().enumerate() {
        let who = match (agent, roles.resolve(agent).as_slice()) {
            (_, [one]) => one.clone(),
            (Agent::Other, _) => "another party".to_owned(),
            _ => "a party".to_owned(),
        };
        name = name.replace(&format!("{{{index}}}"), &who);
    }
    name
}

/// Slots for every leaf of which an obligation is owed (`specs/logic.md` §2, some / each).
fn each_slots(norm: &Norm) -> BTreeSet<Slot> {
    if norm.modality != Modality::Obligation {
        return BTreeSet::new();
    }
    let each = |list: &[Noun]| {
        list.iter().any(|n| {
            n.quantifier == Quantifier::Each && !n.restrictors.contains(&Restrictor::Word("appropriate".into()))
        })
    };
    let slots = [(Slot::Thing, &norm.act.thing), (Slot::Place, &norm.act.place), (Slot::To, &norm.act.to)];
    slots.into_iter().filter(|(_, list)| each(list)).map(|(slot, _)| slot).collect()
}

/// A plain number in a duty is the least that discharges it; in a permission the most.
fn bounds(quantity: &crate::norms::Quantity, norm: Option<&Norm>) -> (Option<i64>, Option<i64>) {
    match (norm.map(|n| n.modality), quantity.least, quantity.most) {
        (Some(Modality::Obligation), Some(l), Some(m)) if l == m => (Some(l), None),
        (Some(Modality::Permission), Some(l), Some(m)) if l == m => (Some(1.min(l)), Some(m)),
        (_, least, most) => (least, most),
    }
}

fn bare_noun(head: &str) -> Noun {
    Noun {
        text: head.to_owned(),
        head: head.to_owned(),
        restrictors: BTreeSet::new(),
        quantifier: Quantifier::Some,
        proper: false,
        negated: false,
    }
}
