using Pawl.Tensors.Random;

namespace Pawl.Text.Datasets;

/// <summary>
/// Batches of windows that cover the data evenly: a pass takes every window once, in random order, before the next pass begins at another
/// random shift. Drawing at random places instead leaves a third of the data unseen (1/e) after as many windows.
/// </summary>
public sealed class ShuffledBatches : ITrainingBatches
{
    private readonly TokenFile _file;
    private readonly ulong _seed;
    private readonly int _rows;
    private readonly int _length;
    private readonly long _windows;
    private readonly long _shifts;

    /// <param name="rows">Windows in a batch.</param>
    /// <param name="length">Tokens of a window; the file has at least one more.</param>
    public ShuffledBatches(TokenFile file, ulong seed, int rows, int length)
    {
        (_file, _seed, _rows, _length) = (file, seed, rows, length);
        // One window less than fits leaves room for every shift below the length.
        _windows = Math.Max(1, (file.Count - length) / length);
        _shifts = Math.Min(length, file.Count - (_windows * length));
    }

    public TokenBatch Draw(long number)
    {
        var starts = new long[_rows];
        for (var row = 0; row < _rows; row++)
        {
            starts[row] = Start((number * _rows) + row);
        }

        return TokenBatch.Of(_file, starts, _length);
    }

    private long Start(long window)
    {
        var (pass, place) = Math.DivRem(window, _windows);
        var stream = ((ulong)RandomBatches.Training << 56) | (ulong)pass;
        var shift = (long)Math.BigMul(new Philox4x32(_seed, stream).NextUInt64(), (ulong)_shifts, out _);
        return shift + (new RandomPermutation(_seed, stream, _windows)[place] * _length);
    }
}
