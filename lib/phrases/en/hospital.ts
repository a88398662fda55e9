// What the sample hospital system says.
import type { hospital as hu } from '../hu/hospital.ts';

export const hospital: Readonly<Record<keyof typeof hu, string>> = {
  'hospital.brand': 'Borbála Hospital System',
  'hospital.sign-out': 'Sign out',
  'hospital.start.title': 'Sign in to the hospital system',
  'hospital.start.text':
    'To work here, sign in with your ID card. Signing in happens in the browser; the window of eSzig Kliens asks for the PIN.',
  'hospital.start.sign-in': 'Sign in with e-Személyi',
  'hospital.ward.title': 'Your workplace',
  'hospital.ward.name': 'Name',
  'hospital.ward.role': 'Role',
  'hospital.ward.institution': 'Institution',
  'hospital.ward.unit': 'Unit',
  'hospital.ward.number': 'Register number',
  'hospital.ward.admission': 'Admission desk',
  'hospital.admission.title': 'Admission desk',
  'hospital.admission.empty': 'The form is empty. Ask the patient to put the ID card on the reader.',
  'hospital.admission.filled': 'The patient’s card has filled in the form.',
  'hospital.admission.admitted': 'The patient is admitted. The next patient may come.',
  'hospital.admission.family-name': 'Family name',
  'hospital.admission.given-name': 'Given names',
  'hospital.admission.taj': 'Social security number (TAJ)',
  'hospital.admission.identify': 'Identify the patient by card',
  'hospital.admission.admit': 'Admit the patient',
  'hospital.admission.list': 'Patients admitted today',
  'hospital.failed.back': 'Back',
};
