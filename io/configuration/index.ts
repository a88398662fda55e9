export { type ConfigurationFault, configurationFaults, refusal, schemaFaults } from './faults.ts';
