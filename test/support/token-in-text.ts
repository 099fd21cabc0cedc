/** A JWT in its compact form. No line of any log of the test run may hold one: whoever starts a server sees to it. */
export const tokenInText = /eyJ[\w-]+\.[\w-]+\.[\w-]*/;
