namespace Pawl.Text.Datasets;

/// <summary>Inputs and their targets, one token later; both row by row.</summary>
/// <param name="tokens">rows × length.</param>
/// <param name="targets">rows × length.</param>
public sealed class TokenBatch(int[] tokens, int[] targets, int rows, int length)
{
    public ReadOnlySpan<int> Tokens => tokens;

    public ReadOnlySpan<int> Targets => targets;

    public int Rows { get; } = rows;

    public int Length { get; } = length;

    /// <summary>A batch of the windows that start at the given places.</summary>
    internal static TokenBatch Of(TokenFile file, ReadOnlySpan<long> starts, int length)
    {
        var tokens = new int[starts.Length * length];
        var targets = new int[starts.Length * length];
        var window = new int[length + 1];
        for (var row = 0; row < starts.Length; row++)
        {
            file.Read(starts[row], window);
            window.AsSpan(0, length).CopyTo(tokens.AsSpan(row * length));
            window.AsSpan(1).CopyTo(targets.AsSpan(row * length));
        }

        return new TokenBatch(tokens, targets, starts.Length, length);
    }
}
