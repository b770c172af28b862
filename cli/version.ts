/** That of `package.json`; a test keeps the two equal, since the built command no longer lies beside it. */
export const VERSION = '0.1.0';
