using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Stages;

/// <summary>What an answer says, and what of it had to be set aside.</summary>
/// <param name="Problems">Empty for an answer that was all right. Each holds the whole text of the answer.</param>
public sealed record StageResult<T>(T Value, IReadOnlyList<QuarantineItem> Problems);
