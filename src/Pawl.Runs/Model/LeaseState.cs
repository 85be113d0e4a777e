namespace Pawl.Runs.Model;

/// <summary>What a worker learns when it renews its lease.</summary>
/// <param name="Held">False once the attempt ended or was given to another worker: stop the host, write nothing more.</param>
/// <param name="CancelReason"><c>cancelled</c> once someone asked the run to stop; null otherwise, and when the lease is lost.</param>
public readonly record struct LeaseState(bool Held, string? CancelReason);
