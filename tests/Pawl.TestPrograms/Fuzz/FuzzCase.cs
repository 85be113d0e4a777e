using Pawl.Tensors.Threads;

namespace Pawl.TestPrograms.Fuzz;

/// <summary>What one case works with: its random choices, guarded tensors, and the comparison with the reference.</summary>
internal sealed unsafe class FuzzCase(GuardedMemory memory, ComputeThreads threads, FuzzRandom random)
{
    /// <summary>Half the distance from 1 to the next float: the relative error of one rounding.</summary>
    public const double Epsilon = 1.0 / (1 << 24);

    /// <summary>Beyond this an intermediate result may have overflowed, and the number is not compared.</summary>
    private const double Overflow = 1e38;

    private static readonly int[] Edges =
    [
        .. Enumerable.Range(0, 18),
        .. new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 33, 47, 48, 49, 63, 64, 65 },
    ];

    private readonly List<GuardedMatrix> _matrices = [];

    public FuzzRandom Random { get; } = random;

    public ComputeThreads Threads { get; } = threads;

    /// <summary>Of all inputs of the case.</summary>
    public ValueKind Kind { get; } =
        random.Below(20) switch
        {
            < 7 => ValueKind.Ordinary,
            < 12 => ValueKind.Scaled,
            12 => ValueKind.Zeros,
            13 => ValueKind.Subnormal,
            14 => ValueKind.Huge,
            15 or 16 => ValueKind.NotANumber,
            17 or 18 => ValueKind.Infinite,
            _ => ValueKind.AnyBits,
        };

    /// <summary>A dimension near the edges of vectors, tiles and blocks, at most <paramref name="largest"/>; sometimes 0.</summary>
    public int Size(int largest = 65)
    {
        var size = Random.Flip() ? Edges[Random.Below(Edges.Length)] : Random.Between(0, largest);
        return size <= largest ? size : Random.Between(0, largest);
    }

    /// <summary>The same, never 0.</summary>
    public int SizeAbove0(int largest = 65) => Math.Max(1, Size(largest));

    /// <summary>A row's floats and sometimes a few more.</summary>
    public int Stride(int columns) => Math.Max(1, columns) + Random.Pick(0, 0, 0, 1, 2, 3, 7, 8, 13);

    /// <summary>A tensor the kernel reads and must leave as it is.</summary>
    public GuardedMatrix Input(string name, int rows, int columns, int stride = 0)
    {
        var matrix = Make(name, rows, columns, stride, false);
        Fill(matrix);
        matrix.Keep();
        return matrix;
    }

    /// <summary>A tensor the kernel adds to: it holds numbers before.</summary>
    public GuardedMatrix Sum(string name, int rows, int columns, int stride = 0)
    {
        var matrix = Make(name, rows, columns, stride, true);
        Fill(matrix);
        matrix.Keep();
        return matrix;
    }

    /// <summary>A tensor the kernel writes all of: it holds canaries before.</summary>
    public GuardedMatrix Output(string name, int rows, int columns, int stride = 0)
    {
        var matrix = Make(name, rows, columns, stride, true);
        matrix.Keep();
        return matrix;
    }

    /// <summary><see cref="Sum"/> or <see cref="Output"/>.</summary>
    public GuardedMatrix Target(string name, int rows, int columns, bool isAdding, int stride = 0) =>
        isAdding ? Sum(name, rows, columns, stride) : Output(name, rows, columns, stride);

    /// <summary>Integers in [0, <paramref name="bound"/>) on guarded memory.</summary>
    public ReadOnlySpan<int> Indices(int count, int bound)
    {
        var indices = (int*)memory.Take(count, Random.Flip());
        for (var i = 0; i < count; i++)
        {
            indices[i] = Random.Below(bound);
        }

        return new(indices, count);
    }

    /// <summary>Bytes on guarded memory, rounded up to floats at the end: for readers of files.</summary>
    public byte* Bytes(int count) => (byte*)memory.Take((count + 3) / 4, true) + (4 - count % 4) % 4;

    /// <summary>A number by the kind of the case.</summary>
    public float Value(float scale)
    {
        var value = Random.Signed() * 1.7f * scale;
        return Kind switch
        {
            ValueKind.Ordinary or ValueKind.Scaled => value,
            ValueKind.AnyBits => BitConverter.Int32BitsToSingle((int)Random.Next()),
            ValueKind.Zeros => Random.Below(4) switch
            {
                0 => value,
                1 => -0f,
                _ => 0,
            },
            _ when !Random.OneIn(12) => value,
            ValueKind.Subnormal => BitConverter.Int32BitsToSingle((int)(Random.Next() & 0x807FFFFF)),
            ValueKind.Huge => value * 2e38f / scale,
            ValueKind.NotANumber => BitConverter.Int32BitsToSingle((int)(Random.Next() & 0x807FFFFF | 0x7F800001)),
            _ => Random.Flip() ? float.PositiveInfinity : float.NegativeInfinity,
        };
    }

    /// <summary>Looks at everything that should not have changed; call it after each kernel.</summary>
    /// <exception cref="FuzzFailureException">An input, a gap between rows or memory beside a tensor was written.</exception>
    public void CheckMemory()
    {
        foreach (var matrix in _matrices)
        {
            matrix.Check();
        }

        if (memory.FindDamage() is { } damage)
        {
            throw new FuzzFailureException(damage);
        }
    }

    /// <summary>Holds a number against the reference: what is not finite is not finite either, other numbers are near.</summary>
    /// <param name="bound">Largest error.</param>
    /// <param name="magnitude">Size of the largest intermediate result: where it or the bound is above 1e38, only NaN and infinity are compared.</param>
    public static void Expect(float actual, double expected, double bound, double magnitude, string what, int row, int column)
    {
        var isGood = !double.IsFinite(expected)
            ? !float.IsFinite(actual)
            : !(magnitude < Overflow && bound < Overflow) || Math.Abs(actual - expected) <= bound;
        if (!isGood)
        {
            throw new FuzzFailureException(
                $"{what}, row {row}, column {column}: expected {expected:g9} within {bound:g3}, got {actual:g9}"
            );
        }
    }

    /// <summary>Asks for the same bits, but that any NaN equals any other.</summary>
    public static void ExpectSame(float actual, float expected, string what, int row, int column)
    {
        if (
            BitConverter.SingleToInt32Bits(actual) != BitConverter.SingleToInt32Bits(expected)
            && !(float.IsNaN(actual) && float.IsNaN(expected))
        )
        {
            throw new FuzzFailureException($"{what}, row {row}, column {column}: expected {expected:g9} to the bit, got {actual:g9}");
        }
    }

    private GuardedMatrix Make(string name, int rows, int columns, int stride, bool isOutput)
    {
        stride = stride == 0 ? Math.Max(1, columns) : stride;
        var data = memory.Take(GuardedMatrix.Extent(rows, columns, stride), !Random.OneIn(3));
        var matrix = new GuardedMatrix(name, data, rows, columns, stride, isOutput);
        _matrices.Add(matrix);
        return matrix;
    }

    private void Fill(GuardedMatrix matrix)
    {
        var scale = Kind == ValueKind.Scaled ? MathF.ScaleB(1, Random.Between(-20, 20)) : 1;
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
            {
                matrix.Data[(long)row * matrix.Stride + column] = Value(scale);
            }
        }
    }
}
