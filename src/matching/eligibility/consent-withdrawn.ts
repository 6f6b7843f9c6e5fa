import { say } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/** CONSENT_WITHDRAWN: consent to be matched was given and taken back. Never asked: to check. */
export const consentWithdrawn: Rule = {
  code: 'CONSENT_WITHDRAWN',
  verdict({ laborer }) {
    switch (laborer.input.matchConsent) {
      case 'withdrawn':
        return 'failed';
      case 'given':
        return 'passed';
      case null:
        return 'to_check';
    }
  },
  sentence(_pair, verdict) {
    switch (verdict) {
      case 'failed':
        return say('本人已撤回匹配同意', 'The laborer has taken back their consent to be matched');
      case 'passed':
        return say('本人同意参加匹配', 'The laborer consents to be matched');
      case 'to_check':
        return say('尚未征求本人同意，请先询问', 'The laborer was never asked for consent; please ask first');
    }
  },
};
