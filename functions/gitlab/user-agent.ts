/** Of every request to GitLab: firewalls refuse requests without a name, and GitLab's log then says who made a runner. */
export const USER_AGENT = 'gitlab-runner-stack/0.2.0';
