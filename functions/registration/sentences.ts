import type { Explained, Sentences } from '../sentence.ts';

/** What Custom::RunnerRegistration says of its parameters and of Parameter Store. */
export const FAILURES = {
  invalid: "The runner's parameters cannot work: {errors}.",
  otherKind: '{why} {where} was taken for {kind}: if it is of another kind, set GitLabTokenKind.',
  deletedMeanwhile: 'The resource was deleted while its runner was being registered.',
  notRemovedAgain: '{why} Runner {runner} at {url} could not be removed again: delete it in GitLab.',
  maybeRegistered:
    '{why} Whether a runner was registered is not known: look in GitLab for one whose description holds [{marker}], remove it, and try again.',
  outOfTime: 'The time ran out while another invocation was registering the runner: try again.',
  inTheWay: "The parameter {name} exists and is not this stack's: look at it, remove it, and try again.",
  withheldInTheWay:
    'The parameter {name} exists and cannot be decrypted: {why} Make its key usable and try again; or remove the parameter and, in GitLab, the runner with [{marker}] in its description, if there is one.',
  gone: 'GitLab no longer knows the token of runner {runner}: the runner or its last project was removed there, or its token was reset. Delete the parameter {name} and update again: a new runner is registered.',
  ownGone:
    'GitLab no longer knows the token of runner {runner}: the runner or its last project was removed there, or its token was reset. Give a valid token as GitLabToken; or store it in GitLabTokenSource, delete the parameter {name}, and update again.',
  notMarked: 'Runner {runner} has no [{marker}] in its description in GitLab, so it was not changed.',
  unreadable: '{name} could not be read ({code}): does it exist in this region, and is its key usable?',
  noText: '{name} holds no text.',
  leftWithRunner:
    '{why} Look for what is left under {path} in Parameter Store, and in GitLab for a runner with [{marker}] in its description.',
  left: '{why} Look for what is left under {path} in Parameter Store.',
} as const satisfies Sentences;

/** What stays behind, in the parameter `left-behind` or in the log of the registration's function. */
export const NOTES = {
  maybeStillRegistered:
    'Runner {runner} at {url} may still be registered: {why} Look there for it and for [{marker}] in descriptions, and delete what you find.',
  notDeregistered: 'Runner {runner} at {url} was not deregistered: {why}',
  interrupted:
    'A registration at {url} was interrupted. If GitLab shows a runner that never ran with [{marker}] in its description, delete it there.',
  unreadable:
    'What was stored under {name} was no registration. Look in GitLab for a runner with [{marker}] in its description, and delete what you find.',
  withheld:
    'What was stored under {name} could not be decrypted: {why} Look in GitLab for a runner with [{marker}] in its description, and delete what you find.',
  withheldAnew: 'What is stored under {name} cannot be decrypted, and the runner is registered anew: {why}',
  leftAsItIs: 'The rollback left the registration {name} as it is: {why}',
  runnerUnasked: 'Whether GitLab still knows runner {runner} could not be asked: {why}',
  registeredAnew: 'What was stored under {name} was no registration: the runner is registered anew.',
  renewedUnread: 'What is stored under {name} is no renewed token, and is left alone.',
  notItsToken: "The token under {name} is not runner {runner}'s for GitLab, and is left alone.",
  renewedUnverified: 'Whether GitLab knows the renewed token could not be asked: {why}',
  thenDelete: '{note} Then delete this parameter.',
  othersUnseen: 'Whether there are other registrations could not be seen: {why}',
  notTakenOut:
    'The registration {name} could not be removed: {why} Delete that parameter, and in GitLab the runner with [{marker}] in its description, if there is one.',
  nothingStored: "Nothing is stored under {name}: a runner with [{marker}] in its description is nobody's.",
  maybeEdited: 'Runner {runner} may still carry the attributes of the update that was rolled back.',
  maybeAnother: 'A runner beside {runner} may have [{marker}] in its description: delete it in GitLab.',
  notRemoved: 'The parameter {name} could not be removed.',
} as const satisfies Sentences;

/** For the documents alone: a function is built without it. */
export const EXPLAINED = {
  FAILURES: {
    invalid: {
      cause: 'The kind of credential does not go with `RunnerScope` or the runner’s settings.',
      advice:
        'Each validation error names its parameter. With a runner token, tags and settings are set in GitLab, and the parameters stay at their defaults.',
    },
    otherKind: {
      cause: 'An administrator gave access tokens another prefix.',
      advice:
        'An administrator may have given tokens other prefixes than GitLab’s, of which `auto` knows those that end in `-glpat-`, `-glrt-` or `-glrtr-`.',
    },
    deletedMeanwhile: {
      cause: 'The stack was deleted while it was being made.',
      advice: 'The runner was deleted again. Nothing is to be done.',
    },
    notRemovedAgain: {
      cause: 'GitLab stopped responding between two requests.',
      advice: 'Its token was not stored, so nobody has it.',
    },
    maybeRegistered: {
      cause: 'A proxy gave up before GitLab responded.',
      advice:
        'The response was lost after the request had gone out. With an access token that may also `read_api` the stack looks for itself.',
    },
    outOfTime: {
      cause: 'GitLab or AWS responded slowly.',
      advice: 'After a delete that failed so, do what the sentence goes on to say.',
    },
    inTheWay: {
      cause: 'Somebody wrote the parameter by hand.',
      advice: 'Somebody wrote it by hand before the stack did.',
    },
    withheldInTheWay: {
      cause: 'The key in `TokenKeyArn` is disabled or about to be deleted.',
      advice: 'An earlier create of the same runner left it, such as one with `--disable-rollback`.',
    },
    gone: {
      cause: 'Somebody removed the runner in GitLab.',
      advice:
        'The parameter is the one that the output `RunnerTokenParameter` names: `aws ssm delete-parameter --name`, and the same update once more. With an access token that may also `read_api` a runner whose token was reset is removed then, else a note names it. [More](troubleshooting.md#after-a-change-by-hand).',
    },
    ownGone: {
      cause: 'Somebody removed the runner in GitLab, or reset its token.',
      advice: 'Of a runner token: the runner is yours, and the stack makes none.',
    },
    notMarked: {
      cause: 'Somebody changed the runner’s description in GitLab.',
      advice:
        'The stack changes only what it made. If the runner is its own, write the mark back into the description in GitLab, and update again.',
    },
    unreadable: {
      cause: 'A name that does not exist in this region.',
      advice:
        'The name is that of `GitLabTokenSource` or `GitLabCaCertificate`. A key of your own must let IAM policies decide.',
    },
    noText: {
      cause: 'The secret is empty, or binary.',
      advice:
        'It is empty or binary. What `GitLabTokenSource` names must be the plain token, what `GitLabCaCertificate` names the PEM.',
    },
    leftWithRunner: {
      cause: 'A Delete failed.',
      advice: 'The end of a delete that failed.',
    },
    left: {
      cause: 'A Delete failed.',
      advice: 'The same with a runner token, whose runner the stack did not make.',
    },
  },
  NOTES: {
    maybeStillRegistered: {
      cause: 'GitLab could not be reached, or no longer knows the token.',
      advice:
        'In `left-behind`: GitLab could not be reached, or no longer knows the token, when the stack went.',
    },
    notDeregistered: {
      cause: 'GitLab could not be reached, or no longer knows the token.',
      advice: 'In the log, with the note above. With `StrictDeregistration` the delete fails instead.',
    },
    interrupted: {
      cause: 'The function’s process died between GitLab’s response and its own note of it.',
      advice:
        'In `left-behind`: the function’s process died between GitLab’s response and its own note of it.',
    },
    unreadable: {
      cause: 'Somebody wrote over the registration.',
      advice: 'In `left-behind`: somebody wrote over the registration, or changed it by hand.',
    },
    withheld: {
      cause: 'The key in `TokenKeyArn` is disabled or about to be deleted.',
      advice:
        'In `left-behind`: the key of the token was disabled, deleted or closed to the stack before the stack went.',
    },
    withheldAnew: {
      cause: 'The key in `TokenKeyArn` is disabled or about to be deleted.',
      advice:
        'In the log: the update gave another `TokenKeyArn`. With an access token that may also `read_api` the old runner is removed, else a note names it.',
    },
    leftAsItIs: {
      cause: 'What failed the update fails its rollback, too.',
      advice:
        'In the log: a rollback does not fail by what had failed the update. Correct what the reason names, and update again.',
    },
    runnerUnasked: {
      cause: 'GitLab could not be reached.',
      advice: 'In the log. The update goes on.',
    },
    registeredAnew: {
      cause: 'Somebody wrote over the registration.',
      advice:
        'In the log: somebody wrote over the registration. With an access token that may also `read_api` the old runner is removed, else a note names it.',
    },
    renewedUnread: {
      cause: 'Somebody other than the manager wrote there.',
      advice: 'In the log: only the manager writes there. Find out who else did.',
    },
    notItsToken: {
      cause: 'GitLab has renewed the token once more.',
      advice:
        'In the log. GitLab has renewed the token once more since then, or somebody else wrote there: see [a leaked token](security.md#a-leaked-token).',
    },
    renewedUnverified: {
      cause: 'GitLab could not be reached.',
      advice: 'In the log. The manager goes on with it, and the next update asks again.',
    },
    thenDelete: {
      cause: 'A note was left.',
      advice: 'The end of each note.',
    },
    othersUnseen: {
      cause: 'A policy refuses the list of parameters.',
      advice: 'Only the log says so; the update goes on. What the reason names must be corrected first.',
    },
    notTakenOut: {
      cause: 'A key that is disabled, or a policy.',
      advice: 'It names what is left of a registration whose response was lost.',
    },
    nothingStored: {
      cause: 'Somebody removed the parameter.',
      advice: 'In the log. Somebody has removed the parameter, or a delete came twice.',
    },
    maybeEdited: {
      cause: 'GitLab stopped responding in the rollback.',
      advice: 'In the log. Update the stack again when GitLab responds.',
    },
    maybeAnother: {
      cause: 'GitLab responded late, and the look for a second runner failed.',
      advice: 'In the log: GitLab may have made one late.',
    },
    notRemoved: {
      cause: 'A policy refuses the removal.',
      advice: 'In the log: remove it by hand.',
    },
  },
} satisfies Explained<{ FAILURES: typeof FAILURES; NOTES: typeof NOTES }>;
