package io.quarkiverse.processmanager.runtime.snapshot;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * An immutable map by text without an order. A changed copy shares with the map that it was made of all that is equal in both,
 * so that a change and {@link #changesSince} cost the logarithm of the size for each changed key.
 * <p>
 * The entries are the leaves of a binary tree. At depth n, bit n of the mixed hash code decides between left and right. A
 * subtree with one hash code is a leaf, so the same keys always have a tree of the same shape.
 */
public final class SharedMap<V> {

    private static final SharedMap<Object> EMPTY = new SharedMap<>(null, 0);
    /** Spreads the hash codes of similar texts over the upper bits, which decide first. */
    private static final int MIXER = 0x9E3779B9;

    private final @Nullable Node<V> root;
    private final int size;

    private SharedMap(@Nullable Node<V> root, int size) {
        this.root = root;
        this.size = size;
    }

    /** A part of the tree. */
    private sealed interface Node<V> {
    }

    /** An entry; {@code next} is another entry with the same hash code. */
    private record Leaf<V>(int hash, String key, V value, @Nullable Leaf<V> next) implements Node<V> {
    }

    /** Two subtrees, of which one can be absent. */
    private record Branch<V>(@Nullable Node<V> left, @Nullable Node<V> right) implements Node<V> {

        private @Nullable Node<V> child(int hash, int depth) {
            return isRight(hash, depth) ? right : left;
        }
    }

    @SuppressWarnings("unchecked")
    public static <V> SharedMap<V> empty() {
        return (SharedMap<V>) EMPTY;
    }

    public int size() {
        return size;
    }

    /** The value of the key; {@code null} without one. */
    public @Nullable V get(String key) {
        Leaf<V> leaf = find(root, hash(key), 0, key);
        return leaf == null ? null : leaf.value();
    }

    public boolean has(String key) {
        return find(root, hash(key), 0, key) != null;
    }

    /** This map with a value for the key. */
    public SharedMap<V> with(String key, V value) {
        return new SharedMap<>(put(root, 0, new Leaf<>(hash(key), key, value, null)), has(key) ? size : size + 1);
    }

    /** This map without the key. */
    public SharedMap<V> without(String key) {
        return has(key) ? new SharedMap<>(remove(root, hash(key), 0, key), size - 1) : this;
    }

    /** Visits all entries, in no particular order. */
    public void forEach(BiConsumer<? super String, ? super V> visitor) {
        forEach(root, visitor);
    }

    /**
     * Compares this map with an earlier one, without a visit of what both share. A value has changed if it is another object.
     *
     * @param changed receives each key that is new or has another value, with its value in this map
     * @param removed receives each key that only the earlier map has
     */
    public void changesSince(SharedMap<V> before, BiConsumer<? super String, ? super V> changed,
            Consumer<? super String> removed) {
        compare(before.root, root, 0, changed, removed);
    }

    private static int hash(String key) {
        return key.hashCode() * MIXER;
    }

    private static boolean isRight(int hash, int depth) {
        return (hash << depth) < 0;
    }

    private static <V> @Nullable Leaf<V> find(@Nullable Node<V> from, int hash, int fromDepth, String key) {
        Node<V> node = from;
        for (int depth = fromDepth; node instanceof Branch<V> branch; depth++) {
            node = branch.child(hash, depth);
        }
        for (Leaf<V> leaf = (Leaf<V>) node; leaf != null; leaf = leaf.next()) {
            if (leaf.hash() == hash && leaf.key().equals(key)) {
                return leaf;
            }
        }
        return null;
    }

    private static <V> Node<V> put(@Nullable Node<V> node, int depth, Leaf<V> added) {
        if (node == null) {
            return added;
        }
        if (node instanceof Branch<V> branch) {
            return isRight(added.hash(), depth)
                    ? new Branch<>(branch.left(), put(branch.right(), depth + 1, added))
                    : new Branch<>(put(branch.left(), depth + 1, added), branch.right());
        }
        Leaf<V> leaf = (Leaf<V>) node;
        if (leaf.hash() == added.hash()) {
            return new Leaf<>(added.hash(), added.key(), added.value(), without(leaf, added.key()));
        }
        Branch<V> split = isRight(leaf.hash(), depth) ? new Branch<>(null, leaf) : new Branch<>(leaf, null);
        return put(split, depth, added);
    }

    /** The entries of one hash code without the key. */
    private static <V> @Nullable Leaf<V> without(@Nullable Leaf<V> leaf, String key) {
        if (leaf == null || leaf.key().equals(key)) {
            return leaf == null ? null : leaf.next();
        }
        return new Leaf<>(leaf.hash(), leaf.key(), leaf.value(), without(leaf.next(), key));
    }

    /** The key is in the subtree. */
    private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, int hash, int depth, String key) {
        if (node instanceof Branch<V> branch) {
            Node<V> left = isRight(hash, depth) ? branch.left() : remove(branch.left(), hash, depth + 1, key);
            Node<V> right = isRight(hash, depth) ? remove(branch.right(), hash, depth + 1, key) : branch.right();
            // A subtree with one hash code is a leaf.
            return left == null && !(right instanceof Branch) ? right
                    : right == null && !(left instanceof Branch) ? left : new Branch<>(left, right);
        }
        return without((Leaf<V>) node, key);
    }

    private static <V> void forEach(@Nullable Node<V> node, BiConsumer<? super String, ? super V> visitor) {
        if (node instanceof Branch<V> branch) {
            forEach(branch.left(), visitor);
            forEach(branch.right(), visitor);
        } else {
            for (Leaf<V> leaf = (Leaf<V>) node; leaf != null; leaf = leaf.next()) {
                visitor.accept(leaf.key(), leaf.value());
            }
        }
    }

    private static <V> void compare(@Nullable Node<V> before, @Nullable Node<V> now, int depth,
            BiConsumer<? super String, ? super V> changed, Consumer<? super String> removed) {
        if (before == now) {
            return;
        }
        if (before instanceof Branch<V> earlier && now instanceof Branch<V> later) {
            compare(earlier.left(), later.left(), depth + 1, changed, removed);
            compare(earlier.right(), later.right(), depth + 1, changed, removed);
            return;
        }
        forEach(now, (key, value) -> {
            Leaf<V> known = find(before, hash(key), depth, key);
            if (known == null || known.value() != value) {
                changed.accept(key, value);
            }
        });
        forEach(before, (key, value) -> {
            if (find(now, hash(key), depth, key) == null) {
                removed.accept(key);
            }
        });
    }
}
