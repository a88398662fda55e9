export { type ConfigurationErrorCode, type ConfigurationFault, configurationFaults, schemaFaults } from './faults.ts';
