import type { Sentences } from '../sentence.ts';

/** What Custom::RunnerRegistration says of its parameters and of Parameter Store. */
export const FAILURES = {
  invalid: {
    message: "The runner's parameters cannot work: {faults}.",
    cause: 'The kind of credential does not go with `RunnerScope` or the runner’s settings.',
    advice:
      'Each fault names its parameter. With a runner token, tags and settings are set in GitLab, and the parameters stay at their defaults.',
  },
  otherKind: {
    message: '{why} {where} was taken for {kind}: if it is of another kind, set GitLabTokenKind.',
    cause: 'An administrator gave access tokens another prefix.',
    advice:
      'An administrator may have given tokens other prefixes than GitLab’s, of which `auto` knows those that end in `-glpat-`, `-glrt-` or `-glrtr-`.',
  },
  deletedMeanwhile: {
    message: 'The resource was deleted while its runner was being registered.',
    cause: 'The stack was deleted while it was being made.',
    advice: 'The runner was taken out again. Nothing is to be done.',
  },
  notRemovedAgain: {
    message: '{why} Runner {runner} at {url} could not be removed again: delete it in GitLab.',
    cause: 'GitLab stopped answering between two requests.',
    advice: 'Its token was not stored, so nobody has it.',
  },
  maybeRegistered: {
    message:
      '{why} Whether a runner was registered is not known: look in GitLab for one whose description holds [{marker}], remove it, and try again.',
    cause: 'A proxy gave up before GitLab answered.',
    advice:
      'The answer was lost after the request had gone out. With an access token that may also `read_api` the stack looks for itself.',
  },
  outOfTime: {
    message: 'The time ran out while another invocation was registering the runner: try again.',
    cause: 'GitLab or AWS answered slowly.',
    advice: 'After a delete that failed so, do what the sentence goes on to say.',
  },
  inTheWay: {
    message: "The parameter {name} exists and is not this stack's: look at it, remove it, and try again.",
    cause: 'Somebody wrote the parameter by hand.',
    advice: 'Somebody wrote it by hand before the stack did.',
  },
  withheldInTheWay: {
    message:
      'The parameter {name} exists and cannot be decrypted: {why} Make its key usable and try again; or remove the parameter and, in GitLab, the runner with [{marker}] in its description, if there is one.',
    cause: 'The key in `TokenKeyArn` is disabled or about to be deleted.',
    advice: 'An earlier create of the same runner left it, such as one with `--disable-rollback`.',
  },
  gone: {
    message:
      'GitLab no longer knows the token of runner {runner}: the runner or its last project was removed there, or its token was reset. Delete the parameter {name} and update again: a new runner is registered.',
    cause: 'Somebody removed the runner in GitLab.',
    advice:
      'The parameter is the one that the output `RunnerTokenParameter` names: `aws ssm delete-parameter --name`, and the same update once more. With an access token that may also `read_api` a runner whose token was reset is removed then, else a note names it. [More](#when-a-hand-was-on-something-of-the-stack).',
  },
  ownGone: {
    message:
      'GitLab no longer knows the token of runner {runner}: the runner or its last project was removed there, or its token was reset. Give a living token as GitLabToken; or store it in GitLabTokenSource, delete the parameter {name}, and update again.',
    cause: 'Somebody removed the runner in GitLab, or reset its token.',
    advice: 'Of a runner token: the runner is yours, and the stack makes none.',
  },
  notMarked: {
    message: 'Runner {runner} has no [{marker}] in its description in GitLab, so it was not changed.',
    cause: 'Somebody changed the runner’s description in GitLab.',
    advice:
      'The stack changes only what it made. If the runner is its own, write the mark back into the description in GitLab, and update again.',
  },
  unreadable: {
    message: '{name} could not be read ({code}): does it exist in this region, and is its key usable?',
    cause: 'A name that does not exist in this region.',
    advice:
      'The name is that of `GitLabTokenSource` or `GitLabCaCertificate`. A key of your own must let IAM policies decide.',
  },
  noText: {
    message: '{name} holds no text.',
    cause: 'The secret is empty, or binary.',
    advice:
      'It is empty or binary. What `GitLabTokenSource` names must be the plain token, what `GitLabCaCertificate` names the PEM.',
  },
  leftWithRunner: {
    message:
      '{why} Look for what is left under {path} in Parameter Store, and in GitLab for a runner with [{marker}] in its description.',
    cause: 'A Delete failed.',
    advice: 'The end of a delete that failed.',
  },
  left: {
    message: '{why} Look for what is left under {path} in Parameter Store.',
    cause: 'A Delete failed.',
    advice: 'The same with a runner token, whose runner the stack did not make.',
  },
} as const satisfies Sentences;

/** What stays behind, in the parameter `left-behind` or in the log of the registration's function. */
export const NOTES = {
  maybeStillRegistered: {
    message:
      'Runner {runner} at {url} may still be registered: {why} Look there for it and for [{marker}] in descriptions, and delete what you find.',
    cause: 'GitLab could not be reached, or no longer knows the token.',
    advice:
      'In `left-behind`: GitLab could not be reached, or no longer knows the token, when the stack went.',
  },
  notDeregistered: {
    message: 'Runner {runner} at {url} was not deregistered: {why}',
    cause: 'GitLab could not be reached, or no longer knows the token.',
    advice: 'In the log, with the note above. With `StrictDeregistration` the delete fails instead.',
  },
  interrupted: {
    message:
      'A registration at {url} was interrupted. If GitLab shows a runner that never ran with [{marker}] in its description, delete it there.',
    cause: 'The function’s process died between GitLab’s answer and its own note of it.',
    advice: 'In `left-behind`: the function’s process died between GitLab’s answer and its own note of it.',
  },
  unreadable: {
    message:
      'What was stored under {name} was no registration. Look in GitLab for a runner with [{marker}] in its description, and delete what you find.',
    cause: 'Somebody wrote over the registration.',
    advice: 'In `left-behind`: somebody wrote over the registration, or changed it by hand.',
  },
  withheld: {
    message:
      'What was stored under {name} could not be decrypted: {why} Look in GitLab for a runner with [{marker}] in its description, and delete what you find.',
    cause: 'The key in `TokenKeyArn` is disabled or about to be deleted.',
    advice:
      'In `left-behind`: the key of the token was disabled, deleted or closed to the stack before the stack went.',
  },
  withheldAnew: {
    message: 'What is stored under {name} cannot be decrypted, and the runner is registered anew: {why}',
    cause: 'The key in `TokenKeyArn` is disabled or about to be deleted.',
    advice:
      'In the log: the update gave another `TokenKeyArn`. With an access token that may also `read_api` the old runner is removed, else a note names it.',
  },
  leftAsItIs: {
    message: 'The roll-back left the registration {name} as it is: {why}',
    cause: 'What failed the update fails its roll-back, too.',
    advice:
      'In the log: a roll-back does not fail by what had failed the update. Mend what the reason names, and update again.',
  },
  runnerUnasked: {
    message: 'Whether GitLab still knows runner {runner} could not be asked: {why}',
    cause: 'GitLab could not be reached.',
    advice: 'In the log. The update goes on.',
  },
  registeredAnew: {
    message: 'What was stored under {name} was no registration: the runner is registered anew.',
    cause: 'Somebody wrote over the registration.',
    advice:
      'In the log: somebody wrote over the registration. With an access token that may also `read_api` the old runner is removed, else a note names it.',
  },
  renewedUnread: {
    message: 'What is stored under {name} is no renewed token, and is left alone.',
    cause: 'Somebody other than the manager wrote there.',
    advice: 'In the log: only the manager writes there. Find out who else did.',
  },
  notItsToken: {
    message: "The token under {name} is not runner {runner}'s for GitLab, and is left alone.",
    cause: 'GitLab has renewed the token once more.',
    advice:
      'In the log. GitLab has renewed the token once more since then, or somebody else wrote there: see [a leaked token](security.md#a-leaked-token).',
  },
  renewedUnverified: {
    message: 'Whether GitLab knows the renewed token could not be asked: {why}',
    cause: 'GitLab could not be reached.',
    advice: 'In the log. The manager goes on with it, and the next update asks again.',
  },
  thenDelete: {
    message: '{note} Then delete this parameter.',
    cause: 'A note was left.',
    advice: 'The end of each note.',
  },
  othersUnseen: {
    message: 'Whether there are other registrations could not be seen: {why}',
    cause: 'A policy refuses the list of parameters.',
    advice: 'Only the log says so; the update goes on. What the reason names is to be mended first.',
  },
  notTakenOut: {
    message:
      'The registration {name} could not be taken out: {why} Delete that parameter, and in GitLab the runner with [{marker}] in its description, if there is one.',
    cause: 'A key that is disabled, or a policy.',
    advice: 'It names what is left of a registration whose answer was lost.',
  },
  nothingStored: {
    message: "Nothing is stored under {name}: a runner with [{marker}] in its description is nobody's.",
    cause: 'Somebody removed the parameter.',
    advice: 'In the log. Somebody has removed the parameter, or a delete came twice.',
  },
  maybeEdited: {
    message: 'Runner {runner} may still carry the attributes of the update that was rolled back.',
    cause: 'GitLab stopped answering in the roll-back.',
    advice: 'In the log. Update the stack again when GitLab answers.',
  },
  maybeAnother: {
    message: 'A runner beside {runner} may have [{marker}] in its description: delete it in GitLab.',
    cause: 'GitLab answered late, and the look for a second runner failed.',
    advice: 'In the log: GitLab may have made one late.',
  },
  notRemoved: {
    message: 'The parameter {name} could not be removed.',
    cause: 'A policy refuses the removal.',
    advice: 'In the log: remove it by hand.',
  },
} as const satisfies Sentences;
