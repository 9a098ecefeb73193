import fc from 'fast-check';

/**
 * Every run draws the same examples, so that what fails is the change and fails again.
 * `PROPERTY_SEED=$RANDOM npx jest <file>` draws others.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });

export { fc };
