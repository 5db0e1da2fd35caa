import { saidBy } from './message.ts';

/** What stays behind, in the parameter `left-behind` or in the log of the registration's function. */
export const NOTES = [
  ...saidBy('functions/registration/deregister.ts', [
    [
      'Runner {id} at {GitLab} may still be registered: {why} Look there for it and for [{marker}] in descriptions, and delete what you find.',
      'In `left-behind`: GitLab could not be reached, or no longer knows the token, when the stack went.',
    ],
    ['Runner {id} at {GitLab} was not deregistered: {why}', 'In the log, with the note above.'],
  ]),
  ...saidBy('functions/registration/left-behind.ts', [
    [
      'A registration at {GitLab} was interrupted. If GitLab shows a runner that never ran with [{marker}] in its description, delete it there.',
      'In `left-behind`: the function’s process died between GitLab’s answer and its own note of it.',
    ],
    ['Then delete this parameter.', 'The end of each note.'],
  ]),
  ...saidBy('functions/registration/cleanup.ts', [
    [
      'Whether there are other registrations could not be seen: {why}',
      'Only the log says so; the update goes on. What the reason names is to be mended first.',
    ],
    [
      'The registration {parameter} could not be taken out: {why} Delete that parameter, and in GitLab the runner with [{marker}] in its description, if there is one.',
      'It names what is left of a registration whose answer was lost.',
    ],
    [
      "Nothing is stored under {parameter}: a runner with [{marker}] in its description is nobody's.",
      'In the log. After a failed create that is as it should be.',
    ],
  ]),
  ...saidBy('functions/registration/update.ts', [
    [
      'Runner {id} may still carry the attributes of the update that was rolled back.',
      'In the log. Update the stack again when GitLab answers.',
    ],
  ]),
  ...saidBy('functions/registration/register.ts', [
    [
      'A runner beside {id} may have [{marker}] in its description: delete it in GitLab.',
      'In the log: GitLab may have made one late.',
    ],
  ]),
  ...saidBy('functions/registration/complete.ts', [
    ['The parameter {name} could not be removed.', 'In the log: remove it by hand.'],
  ]),
];
