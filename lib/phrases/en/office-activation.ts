// The English of `lib/phrases/hu/office-activation.ts`.
import type { officeActivation as hu } from '../hu/office-activation.ts';

export const officeActivation: Readonly<Record<keyof typeof hu, string>> = {
  'activation.title': 'Activation at the window',
  'activation.lead':
    'Put the card on the window’s reader. The holder types the codes at a pad of their own: you do not see that screen, and nobody may ask the holder for the codes.',
  'activation.card': 'Document number',
  'activation.identified': 'The holder is here, and I have identified them',
  'activation.identified.hint': 'The picture is of them, and this is the document number of the card.',
  'activation.reason': 'Note',
  'activation.reason.hint': 'How you identified the holder. It goes into the log of the register.',
  'activation.can': 'CAN: the 6-digit card access number',
  'activation.can.hint': 'On the front of the card on the reader. By it the office finds out whether that is this card.',
  'activation.number': 'The number on the holder’s screen',
  'activation.number.hint': 'Six digits, for one use.',
  'activation.submit': 'Hand over to the holder',
  'activation.fault.identified': 'A card is activated only for its holder, who is here and was identified.',
  'activation.fault.reason': 'Write down how you identified the holder.',
  'activation.fault.can': 'The CAN has six digits.',
  'activation.fault.number': 'No holder’s screen shows this number now. Look again, and type its six digits.',

  'pad.free.title': 'Holder’s screen',
  'pad.free.text': 'Tell the clerk this number:',
  'pad.asked.title': 'Activate your card',
  'pad.asked.text': 'Only you see what you type here. Do not say the codes aloud, and show them to nobody, the clerk included.',
  'pad.pin-asked.title': 'Show the content of the chip',
  'pad.pin-asked.text':
    'With your PIN you permit the office to read the chip, and to show it to you here. The clerk does not see this screen.',
  'pad.pin-asked.submit': 'Show it',
  'pad.own-pin': 'PIN',
  'pad.own-pin.hint': 'The 6 digits that you chose.',
  'pad.can': 'CAN: the 6-digit card access number',
  'pad.can.hint': '6 digits on the front of the card, at the lower right of the photo. It is no secret.',
  'pad.activationPin': 'Activation PIN',
  'pad.activationPin.hint': '5 digits on the code card in the green envelope.',
  'pad.pin': 'Your new PIN',
  'pad.pin.hint': '6 digits that you choose and only you know. You will type them at every sign-in.',
  'pad.again': 'The new PIN once more',
  'pad.again.hint': 'The same 6 digits.',
  'pad.submit': 'Activate',
  'pad.done.title': 'Your card is active',
  'pad.done.text': 'Electronic identification works with your new PIN from now on. The activation PIN is no longer needed.',
  'pad.done.next': 'Next holder',
  'pad.fault.can-length': 'The CAN has 6 digits. The card has counted no try.',
  'pad.fault.can-wrong': 'The CAN is wrong. The card has counted no try: look at the front of the card, and type the codes again.',
  'pad.fault.activation-length': 'The activation PIN has 5 digits. The card has counted no try.',
  'pad.fault.pin-length': 'The new PIN has 6 digits.',
  'pad.fault.pin-simple': 'This is what anybody would try first. Choose one that is neither a repetition nor a run.',
  'pad.fault.pin-differs': 'The two new PINs differ.',
  'pad.fault.wrong': 'The activation PIN is wrong. Tries left: {left}',
  'pad.fault.suspended':
    'One try is left, and for that the card wants its CAN too. Type it from the front of the card, then the activation PIN from the code card.',
  'pad.fault.blocked': 'The activation PIN is blocked. Tell the clerk.',
  'pad.fault.pin-wrong': 'The PIN is wrong. Tries left: {left}',
  'pad.fault.pin-blocked': 'The PIN is blocked. Tell the clerk.',
  'pad.fault.pin-refused':
    'The PIN cannot be used: the card is not activated, or its electronic identification is switched off. Tell the clerk.',
  'pad.fault.no-card': 'There is no card on the reader. Put it on, and type the codes again.',
  'pad.fault.another-card':
    'The card on the reader is not yours: its chip belongs to another document number. It was given no code. Tell the clerk. (card.another-card)',
  'pad.fault.card-refused':
    'This card does not let itself be activated, because its electronic identification is switched off. Tell the clerk.',
};
