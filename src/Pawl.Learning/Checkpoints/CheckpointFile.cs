namespace Pawl.Learning.Checkpoints;

internal sealed record CheckpointFile(string Sha256, long Bytes);
