using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Attention of new positions over keys and values kept from earlier ones; a unit of work per head. Forward only.</summary>
internal static unsafe class CachedAttention
{
    /// <param name="cache">(capacity × 2 width), keys then values; rows from <paramref name="past"/> on are written.</param>
    public static void Forward(ComputeThreads threads, float* qkv, float* cache, float* output, int rows, int past, int heads, int width)
    {
        for (var row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(qkv + ((long)row * 3 + 1) * width, 2 * width).CopyTo(
                new Span<float>(cache + (long)(past + row) * 2 * width, 2 * width)
            );
        }

        var arguments = new Arguments
        {
            QueryKeyValue = qkv,
            Cache = cache,
            Output = output,
            Rows = rows,
            Past = past,
            Width = width,
            HeadWidth = width / heads,
        };
        threads.Run(&Unit, &arguments, heads);
    }

    private static void Unit(void* state, int head)
    {
        ref var arguments = ref *(Arguments*)state;
        var (width, headWidth) = (arguments.Width, arguments.HeadWidth);
        var weights = Scratch.OfThread(ScratchUse.Attention, arguments.Past + arguments.Rows);
        for (var row = 0; row < arguments.Rows; row++)
        {
            var query = arguments.QueryKeyValue + (long)row * 3 * width + (long)head * headWidth;
            var keys = arguments.Cache + (long)head * headWidth;
            var visible = arguments.Past + row + 1;
            for (var j = 0; j < visible; j++)
            {
                weights[j] = Lanes.Dot(query, keys + (long)j * 2 * width, headWidth) / MathF.Sqrt(headWidth);
            }

            Softmax(weights, visible);
            var output = arguments.Output + (long)row * width + (long)head * headWidth;
            for (var d = 0; d < headWidth; d += Lanes.Count)
            {
                var sum = Vector256<float>.Zero;
                for (var j = 0; j < visible; j++)
                {
                    var value = Lanes.Load(keys + ((long)j * 2 + 1) * width + d, headWidth - d);
                    sum = Vector256.MultiplyAddEstimate(Vector256.Create(weights[j]), value, sum);
                }

                Lanes.Store(sum, output + d, headWidth - d);
            }
        }
    }

    private static void Softmax(float* weights, int count)
    {
        var highest = Vector256.Create(float.NegativeInfinity);
        for (var j = 0; j < count; j += Lanes.Count)
        {
            highest = Vector256.Max(highest, Lanes.Load(weights + j, count - j, float.NegativeInfinity));
        }

        var maximum = Vector256.Create(Lanes.Maximum(highest));
        var sums = Vector256<float>.Zero;
        for (var j = 0; j < count; j += Lanes.Count)
        {
            var weight = VectorMath.Exp(Lanes.Load(weights + j, count - j) - maximum);
            sums += Lanes.Keep(weight, count - j);
            Lanes.Store(weight, weights + j, count - j);
        }

        var factor = Vector256.Create(1 / Lanes.Sum(sums));
        for (var j = 0; j < count; j += Lanes.Count)
        {
            Lanes.Store(Lanes.Load(weights + j, count - j) * factor, weights + j, count - j);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Arguments
    {
        public float* QueryKeyValue;
        public float* Cache;
        public float* Output;
        public int Rows;
        public int Past;
        public int Width;
        public int HeadWidth;
    }
}
