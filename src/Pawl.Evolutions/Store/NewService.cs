namespace Pawl.Evolutions.Store;

/// <param name="Ordinal">Its place among the services of the input, from 0.</param>
public sealed record NewService(long Ordinal, string ServiceId, string Name);
