namespace Pawl.Text.Tests.Training;

/// <summary>Ends an attempt at once, with no chance to save, as a killed process ends.</summary>
internal sealed class SimulatedDeathException : Exception;
