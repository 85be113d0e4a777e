using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Causal attention, a unit of work per head and sequence, by blocks of queries and of keys.</summary>
/// <remarks>
/// A unit packs its keys and values once and then works in the thread's scratch memory, padded to whole tiles of the matrix
/// kernel; blocks and tiles beyond the diagonal are skipped. No length × length matrix is kept: softmax runs over the blocks of
/// keys (Milakov and Gimelshein, "Online normalizer calculation for softmax", 2018), and backward computes the weights again
/// from one log-sum a row (Dao et al., "FlashAttention", 2022).
/// </remarks>
internal static unsafe class Attention
{
    /// <summary>Queries of a block: a multiple of every matrix kernel's rows.</summary>
    public const int QueryBlock = 48;

    /// <summary>Keys of a block: a multiple of the block of queries, of every kernel's columns and of a group of the dropout mask.</summary>
    public const int KeyBlock = 288;

    /// <summary>Room after the scores of a row, for a vector and as many zeros as any kernel has rows.</summary>
    public const int Margin = 24;

    public static void Forward(ComputeThreads threads, AttentionShape shape, DropoutMask mask, float* qkv, float* output, float* logSums) =>
        Forward(Gemm.Best, threads, shape, mask, qkv, output, logSums);

    public static void Forward(
        GemmLevel level,
        ComputeThreads threads,
        AttentionShape shape,
        DropoutMask mask,
        float* qkv,
        float* output,
        float* logSums
    )
    {
        var arguments = new AttentionArguments
        {
            Shape = shape,
            Mask = mask,
            QueryKeyValue = qkv,
            Output = output,
            LogSums = logSums,
        };
        threads.Run(
            level switch
            {
                GemmLevel.Vector512 => &AttentionForward<GemmKernel512>.Unit,
                GemmLevel.Vector256 => &AttentionForward<GemmKernel256>.Unit,
                _ => &AttentionForward<GemmKernelScalar>.Unit,
            },
            &arguments,
            shape.Batch * shape.Heads
        );
    }

    public static void Backward(
        ComputeThreads threads,
        AttentionShape shape,
        DropoutMask mask,
        float* dOutput,
        float* qkv,
        float* output,
        float* logSums,
        float* dQkv,
        bool isAdding
    ) => Backward(Gemm.Best, threads, shape, mask, dOutput, qkv, output, logSums, dQkv, isAdding);

    /// <summary>dQkv = the gradient of queries, keys and values, or adds it.</summary>
    public static void Backward(
        GemmLevel level,
        ComputeThreads threads,
        AttentionShape shape,
        DropoutMask mask,
        float* dOutput,
        float* qkv,
        float* output,
        float* logSums,
        float* dQkv,
        bool isAdding
    )
    {
        var arguments = new AttentionArguments
        {
            Shape = shape,
            Mask = mask,
            QueryKeyValue = qkv,
            Output = output,
            LogSums = logSums,
            DOutput = dOutput,
            DQueryKeyValue = dQkv,
            IsAdding = isAdding,
        };
        threads.Run(
            level switch
            {
                GemmLevel.Vector512 => &AttentionBackward<GemmKernel512>.Unit,
                GemmLevel.Vector256 => &AttentionBackward<GemmKernel256>.Unit,
                _ => &AttentionBackward<GemmKernelScalar>.Unit,
            },
            &arguments,
            shape.Batch * shape.Heads
        );
    }
}
