import type { SigmaLintRule } from '../rule.ts';
import { addressByText } from './address-by-text.ts';
import { attributeShape } from './attribute-shape.ts';
import { base64offsetAsWhole } from './base64offset-as-whole.ts';
import { conditionAlwaysHolds } from './condition-always-holds.ts';
import { conditionNeverHolds } from './condition-never-holds.ts';
import { controlCharacter } from './control-character.ts';
import { coveredSelection } from './covered-selection.ts';
import { coveredValue } from './covered-value.ts';
import { doubledSeparator } from './doubled-separator.ts';
import { escapedWildcard } from './escaped-wildcard.ts';
import { fieldNotInEvent } from './field-not-in-event.ts';
import { filterHidesAll } from './filter-hides-all.ts';
import { filterOfLastAlternative } from './filter-of-last-alternative.ts';
import { imageWithoutFolder } from './image-without-folder.ts';
import { impossibleDate } from './impossible-date.ts';
import { impossibleValue } from './impossible-value.ts';
import { loaderDependentValue } from './loader-dependent-value.ts';
import { missingHexPrefix } from './missing-hex-prefix.ts';
import { missingMetadata } from './missing-metadata.ts';
import { misspeltField } from './misspelt-field.ts';
import { misspeltKey } from './misspelt-key.ts';
import { oldSpelling } from './old-spelling.ts';
import { pathAsOriginalName } from './path-as-original-name.ts';
import { plainRegex } from './plain-regex.ts';
import { regexAsText } from './regex-as-text.ts';
import { registryRoot } from './registry-root.ts';
import { repeatedEntry } from './repeated-entry.ts';
import { repeatedValue } from './repeated-value.ts';
import { repeatedWildcard } from './repeated-wildcard.ts';
import { singleLeadingBackslash } from './single-leading-backslash.ts';
import { superfluousDotStar } from './superfluous-dot-star.ts';
import { superfluousWildcard } from './superfluous-wildcard.ts';
import { techniqueWithoutTactic } from './technique-without-tactic.ts';
import { themWithFilter } from './them-with-filter.ts';
import { titleForm } from './title-form.ts';
import { unknownLogSource } from './unknown-log-source.ts';
import { unknownTag } from './unknown-tag.ts';
import { wildcardForModifier } from './wildcard-for-modifier.ts';

/** All lint rules for Sigma, by code. */
export const SIGMA_LINT_RULES: readonly SigmaLintRule[] = [
  addressByText,
  attributeShape,
  base64offsetAsWhole,
  conditionAlwaysHolds,
  conditionNeverHolds,
  controlCharacter,
  coveredSelection,
  coveredValue,
  doubledSeparator,
  escapedWildcard,
  fieldNotInEvent,
  filterHidesAll,
  filterOfLastAlternative,
  imageWithoutFolder,
  impossibleDate,
  impossibleValue,
  loaderDependentValue,
  missingHexPrefix,
  missingMetadata,
  misspeltField,
  misspeltKey,
  oldSpelling,
  pathAsOriginalName,
  plainRegex,
  regexAsText,
  registryRoot,
  repeatedEntry,
  repeatedValue,
  repeatedWildcard,
  singleLeadingBackslash,
  superfluousDotStar,
  superfluousWildcard,
  techniqueWithoutTactic,
  themWithFilter,
  titleForm,
  unknownLogSource,
  unknownTag,
  wildcardForModifier,
];
