import { describe, expect, it } from 'vitest';

import type { CertificateGate } from '../../src/domain/occupation.ts';
import { reference, textCoder } from './support.ts';

const coder = textCoder();

/** `kind any | any`, certificates that must be held together joined by +, without the prefix. */
function written({ kind, anyOf }: CertificateGate): string {
  return `${kind} ${anyOf.map((codes) => codes.map((code) => code.replace('cert:', '')).join('+')).join(' | ')}`.trim();
}

const CAR = 'legal license-c1 | license-b2 | license-b1 | license-a3 | license-a2 | license-a1';
const HEALTH = ['on_hiring health'];
const CHECK = ['on_hiring occupational-health-check'];

/** The occupations that the law gates; the others have no gate. */
const GATES: Readonly<Record<string, readonly string[]>> = {
  welder: ['legal welding'],
  painter_ind: CHECK,
  polisher: CHECK,
  smelter: CHECK,
  wind_pv_install: ['legal work-at-height', 'to_check low-voltage'],
  meat: HEALTH,
  seafood: HEALTH,
  food_line: HEALTH,
  brewing: HEALTH,
  chem_op: ['to_check chemical-process'],
  boiler: ['legal boiler-g1 | boiler-g2'],
  electrician: ['legal low-voltage | high-voltage'],
  hvac: ['legal refrigeration | work-at-height'],
  elevator: ['legal elevator'],
  scaffold: ['legal scaffolder'],
  steel_struct: ['legal work-at-height | welding'],
  forklift: ['legal forklift'],
  crane: ['legal construction-crane | crane-command | crane-operator'],
  rigger: ['legal rigger'],
  truck: ['legal license-b2 | license-a2 | license-a1', 'to_check road-freight'],
  van_driver: [CAR],
  ridehail: [CAR, 'legal ride-hailing'],
  rider: HEALTH,
  security: ['legal security-guard'],
  fire_ctrl: ['legal fire-control-intermediate'],
  waiter: HEALTH,
  cook: HEALTH,
  lamian: HEALTH,
  prep_cook: HEALTH,
  pastry: HEALTH,
  roomatt: HEALTH,
  nanny: HEALTH,
  yuesao: HEALTH,
  yuying: HEALTH,
  eldercare: HEALTH,
  hospital_care: HEALTH,
  hair: HEALTH,
  miner: ['legal coal-safety | coal-special'],
};

describe('gates of the occupations', () => {
  it.each([...reference.ontology.occupations.values()].map(({ id, gates }) => [id, gates] as const))(
    '%s asks for what the table says',
    (id, gates) => {
      expect(gates.map(written)).toEqual(GATES[id] ?? []);
    },
  );

  it('every gate reads the same again from its words', () => {
    for (const { gates } of reference.ontology.occupations.values()) {
      for (const gate of gates) expect(coder.gates(gate.words).map(written)).toEqual([written(gate)]);
    }
  });
});

describe('gates of a text', () => {
  it.each([
    ['需持焊工证、低压电工证', ['legal welding', 'legal low-voltage']],
    ['焊工证或电工证', ['legal welding | low-voltage']],
    ['焊工证+登高证或电工证', ['legal welding+work-at-height | low-voltage']],
    ['驾驶证B2/A2+货运资格证', ['legal license-b2 | license-a2 | license-a1', 'legal road-freight']],
    ['C1及以上驾照', [CAR]],
    ['厨师证及健康证', ['legal grade-cook', 'on_hiring health']],
    ['焊工证或电工证+健康证', ['legal welding | low-voltage', 'on_hiring health']],
    ['健康证/焊工证', ['on_hiring health | welding']],
    ['N1叉车证', ['legal forklift']],
    ['制冷与空调作业证', ['legal refrigeration']],
    ['道路货运从业资格证（>4.5t）', ['to_check road-freight']],
    ['低压电工证（视岗位）', ['to_check low-voltage']],
    ['特种作业证', ['to_check']],
    ['有叉车证优先', []],
    ['无', []],
    ['不限', []],
    ['', []],
  ])('%s', (text, gates) => {
    expect(coder.gates(text).map(written)).toEqual(gates);
  });
});

describe('certificates of a person', () => {
  it('reads them as people write them and lists what the table does not know', () => {
    const { found, unknown } = coder.certificates('焊工证，低压电工证/N1 C1驾照、健康证；架子工证 会计证');
    expect(found.map(({ code }) => code)).toEqual([
      'cert:welding',
      'cert:low-voltage',
      'cert:forklift',
      'cert:license-c1',
      'cert:health',
      'cert:scaffolder',
    ]);
    expect(unknown).toEqual(['会计证']);
  });

  it.each([
    ['驾照B2', 'cert:license-b2'],
    ['A2', 'cert:license-a2'],
    ['电工证', 'cert:low-voltage'],
    ['叉车证', 'cert:forklift'],
    ['特种作业操作证（焊接与热切割）', 'cert:welding'],
    ['消防设施操作员（初级）', 'cert:fire-control-junior'],
  ])('%s is %s', (text, code) => {
    expect(coder.certificates(text).found.map((certificate) => certificate.code)).toEqual([code]);
  });

  it('every certificate resolves from each of its aliases', () => {
    for (const { code, zh, aliasesZh } of reference.ontology.certificates.values()) {
      for (const words of [zh, ...aliasesZh]) {
        expect([words, coder.certificates(words).found.map((found) => found.code)]).toEqual([words, [code]]);
      }
    }
  });

  it('gives nothing for 无', () => {
    expect(coder.certificates('无')).toEqual({ found: [], unknown: [] });
  });
});
