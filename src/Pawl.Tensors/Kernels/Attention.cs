using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Causal attention, a unit of work per head and sequence, by blocks of queries and of keys.</summary>
/// <remarks>
/// A unit packs its keys and values once and then works in the thread's scratch memory, padded to whole tiles;
/// blocks and tiles beyond the diagonal are skipped. No length × length matrix is kept: softmax runs over the blocks of
/// keys (Milakov and Gimelshein, "Online normalizer calculation for softmax", 2018), and backward computes the weights again
/// from one log-sum a row (Dao et al., "FlashAttention", 2022).
/// </remarks>
internal static unsafe class Attention
{
    /// <summary>Queries of a block: a multiple of every tile's rows.</summary>
    public const int QueryBlock = 48;

    /// <summary>Keys of a block: a multiple of the block of queries, of every tile's columns and of a group of the dropout mask.</summary>
    public const int KeyBlock = 288;

    /// <summary>Room after the scores of a row, for a vector and as many zeros as any tile has rows.</summary>
    public const int Margin = 24;

    public static void Forward(ComputeThreads threads, AttentionShape shape, DropoutMask mask, float* qkv, float* output, float* logSums)
    {
        var arguments = new AttentionArguments
        {
            Shape = shape,
            Mask = mask,
            QueryKeyValue = qkv,
            Output = output,
            LogSums = logSums,
        };
        if (Vector512.IsHardwareAccelerated)
        {
            Forward<AttentionTile512>(threads, ref arguments);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Forward<AttentionTile256>(threads, ref arguments);
        }
        else
        {
            Forward<AttentionTilePortable>(threads, ref arguments);
        }
    }

    public static void Forward<TTile>(ComputeThreads threads, ref AttentionArguments arguments)
        where TTile : struct, IAttentionTile
    {
        fixed (AttentionArguments* state = &arguments)
        {
            threads.Run(&AttentionForward<TTile>.Unit, state, arguments.Shape.Batch * arguments.Shape.Heads);
        }
    }

    /// <summary>dQkv = the gradient of queries, keys and values, or adds it.</summary>
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
        if (Vector512.IsHardwareAccelerated)
        {
            Backward<AttentionTile512>(threads, ref arguments);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Backward<AttentionTile256>(threads, ref arguments);
        }
        else
        {
            Backward<AttentionTilePortable>(threads, ref arguments);
        }
    }

    public static void Backward<TTile>(ComputeThreads threads, ref AttentionArguments arguments)
        where TTile : struct, IAttentionTile
    {
        fixed (AttentionArguments* state = &arguments)
        {
            threads.Run(&AttentionBackward<TTile>.Unit, state, arguments.Shape.Batch * arguments.Shape.Heads);
        }
    }
}
