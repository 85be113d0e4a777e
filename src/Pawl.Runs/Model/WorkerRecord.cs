namespace Pawl.Runs.Model;

/// <summary>A registered worker process.</summary>
/// <param name="SeenAt">Its last sign of life: registration, heartbeat or claim.</param>
/// <param name="Running">Attempts it holds now.</param>
public sealed record WorkerRecord(WorkerIdentity Identity, DateTimeOffset StartedAt, DateTimeOffset SeenAt, int Running);
