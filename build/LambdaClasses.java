import static org.objectweb.asm.Opcodes.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Gives each compiled class with lambdas one class {@code ...$$Lambdas}, which implements all of them. The JVM generates a class for
 * each lambda that runs for the first time, and compiles the code of the JDK that does so; most of our lambdas run once, at a start.
 * <p>
 * The class is a nest mate, so it calls private methods. It has the captured values, and the number of its lambda, by which each of
 * its methods chooses what to call. A lambda with a marker interface, such as a serializable one, stays as it is. A second run
 * changes nothing.
 * <p>
 * Usage: {@code java -cp <asm and asm-tree> LambdaClasses.java <directory of the classes>}
 */
public final class LambdaClasses {

    private static final String SUFFIX = "$$Lambdas";
    private static final String OBJECT = "java/lang/Object";
    /** The kinds of fields for captured values: references, and the types of the JVM for primitive ones. */
    private static final String KINDS = "AIJFD";
    private static final Map<String, Type> PRIMITIVES = Map.of("java/lang/Boolean", Type.BOOLEAN_TYPE, "java/lang/Byte",
            Type.BYTE_TYPE, "java/lang/Character", Type.CHAR_TYPE, "java/lang/Short", Type.SHORT_TYPE, "java/lang/Integer",
            Type.INT_TYPE, "java/lang/Long", Type.LONG_TYPE, "java/lang/Float", Type.FLOAT_TYPE, "java/lang/Double",
            Type.DOUBLE_TYPE);

    private final Path directory;
    private final Map<String, ClassNode> classes = new TreeMap<>();
    private final Set<String> changed = new TreeSet<>();

    /**
     * A lambda or a method reference.
     *
     * @param number its number in its class
     * @param method the name of the method that it implements
     * @param erased the type of that method
     * @param exact the type of that method with the arguments of its generics
     * @param target what it calls
     * @param type its type at its place: from the captured values to the functional interface
     */
    private record Lambda(int number, String method, Type erased, Type exact, Handle target, Type type) {

        String functionalInterface() {
            return type.getReturnType().getInternalName();
        }
    }

    private LambdaClasses(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException {
        new LambdaClasses(Path.of(arguments[0])).run();
    }

    private void run() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        }
        for (Path file : files) {
            ClassNode node = new ClassNode();
            new ClassReader(Files.readAllBytes(file)).accept(node, 0);
            classes.put(node.name, node);
        }
        int count = 0;
        for (ClassNode host : List.copyOf(classes.values())) {
            List<Lambda> lambdas = replaced(host);
            if (!lambdas.isEmpty()) {
                String nestHost = host.nestHostClass == null ? host.name : host.nestHostClass;
                write(host.name + SUFFIX, new Implementation(host.name + SUFFIX, nestHost, lambdas).bytes());
                addToNest(classes.get(nestHost), host.name + SUFFIX);
                changed.add(host.name);
                count += lambdas.size();
            }
        }
        for (String name : changed) {
            ClassWriter writer = new ClassWriter(0);
            classes.get(name).accept(writer);
            write(name, writer.toByteArray());
        }
        System.out.println(count + " lambdas have a class");
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(directory.resolve(name + ".class"), bytes);
    }

    private void addToNest(ClassNode nestHost, String member) {
        if (nestHost.nestMembers == null) {
            nestHost.nestMembers = new ArrayList<>();
        }
        nestHost.nestMembers.add(member);
        changed.add(nestHost.name);
    }

    /** Replaces the lambdas of a class by calls of its new class, and returns them. */
    private static List<Lambda> replaced(ClassNode host) {
        List<Lambda> lambdas = new ArrayList<>();
        for (MethodNode method : host.methods) {
            for (AbstractInsnNode at = method.instructions.getFirst(); at != null; at = at.getNext()) {
                if (at instanceof InvokeDynamicInsnNode link && link.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                        && link.bsm.getName().equals("metafactory")) {
                    Lambda lambda = new Lambda(lambdas.size(), link.name, (Type) link.bsmArgs[0], (Type) link.bsmArgs[2],
                            (Handle) link.bsmArgs[1], Type.getMethodType(link.desc));
                    lambdas.add(lambda);
                    AbstractInsnNode call = new MethodInsnNode(INVOKESTATIC, host.name + SUFFIX, "create" + lambda.number(),
                            link.desc, false);
                    method.instructions.set(at, call);
                    at = call;
                }
            }
        }
        return lambdas;
    }

    /** The class for the lambdas of one class. */
    private record Implementation(String name, String nestHost, List<Lambda> lambdas) {

        byte[] bytes() {
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
                @Override
                protected String getCommonSuperClass(String one, String other) {
                    return OBJECT;
                }
            };
            Set<String> interfaces = new TreeSet<>();
            Map<String, List<Lambda>> byMethod = new LinkedHashMap<>();
            for (Lambda lambda : lambdas) {
                interfaces.add(lambda.functionalInterface());
                byMethod.computeIfAbsent(lambda.method() + lambda.erased(), any -> new ArrayList<>()).add(lambda);
            }
            writer.visit(V17, ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, name, null, OBJECT, interfaces.toArray(String[]::new));
            writer.visitNestHost(nestHost);
            List<String> fields = fields();
            constructor(writer, fields);
            for (Lambda lambda : lambdas) {
                create(writer, fields, lambda);
            }
            byMethod.values().forEach(group -> method(writer, group));
            writer.visitEnd();
            return writer.toByteArray();
        }

        /** As many fields of each kind as the lambda with the most captured values of that kind needs. */
        private List<String> fields() {
            int[] most = new int[KINDS.length()];
            for (Lambda lambda : lambdas) {
                int[] own = new int[KINDS.length()];
                for (Type captured : lambda.type().getArgumentTypes()) {
                    int kind = KINDS.indexOf(kind(captured));
                    most[kind] = Math.max(most[kind], ++own[kind]);
                }
            }
            List<String> fields = new ArrayList<>();
            for (int kind = 0; kind < most.length; kind++) {
                for (int i = 0; i < most[kind]; i++) {
                    fields.add(KINDS.charAt(kind) + "" + i);
                }
            }
            return fields;
        }

        private static String constructorType(List<String> fields) {
            StringBuilder type = new StringBuilder("(I");
            fields.forEach(field -> type.append(fieldType(field)));
            return type.append(")V").toString();
        }

        private void constructor(ClassWriter writer, List<String> fields) {
            writer.visitField(ACC_PRIVATE | ACC_FINAL, "number", "I", null, null);
            MethodVisitor code = writer.visitMethod(ACC_PRIVATE, "<init>", constructorType(fields), null, null);
            code.visitVarInsn(ALOAD, 0);
            code.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
            code.visitVarInsn(ALOAD, 0);
            code.visitVarInsn(ILOAD, 1);
            code.visitFieldInsn(PUTFIELD, name, "number", "I");
            int slot = 2;
            for (String field : fields) {
                Type type = Type.getType(fieldType(field));
                writer.visitField(ACC_PRIVATE | ACC_FINAL, field, fieldType(field), null, null);
                code.visitVarInsn(ALOAD, 0);
                code.visitVarInsn(type.getOpcode(ILOAD), slot);
                code.visitFieldInsn(PUTFIELD, name, field, fieldType(field));
                slot += type.getSize();
            }
            code.visitInsn(RETURN);
            code.visitMaxs(0, 0);
        }

        private void create(ClassWriter writer, List<String> fields, Lambda lambda) {
            MethodVisitor code = writer.visitMethod(ACC_STATIC, "create" + lambda.number(), lambda.type().getDescriptor(), null,
                    null);
            code.visitTypeInsn(NEW, name);
            code.visitInsn(DUP);
            code.visitLdcInsn(lambda.number());
            Map<String, Integer> slots = new TreeMap<>();
            int slot = 0;
            List<String> used = captures(lambda);
            for (int i = 0; i < used.size(); i++) {
                slots.put(used.get(i), slot);
                slot += lambda.type().getArgumentTypes()[i].getSize();
            }
            for (String field : fields) {
                Integer from = slots.get(field);
                if (from == null) {
                    code.visitInsn(new int[] { ACONST_NULL, ICONST_0, LCONST_0, FCONST_0, DCONST_0 }[KINDS.indexOf(field.charAt(0))]);
                } else {
                    code.visitVarInsn(Type.getType(fieldType(field)).getOpcode(ILOAD), from);
                }
            }
            code.visitMethodInsn(INVOKESPECIAL, name, "<init>", constructorType(fields), false);
            code.visitInsn(ARETURN);
            code.visitMaxs(0, 0);
        }

        /** The method that several lambdas of the class implement. */
        private void method(ClassWriter writer, List<Lambda> group) {
            MethodVisitor code = writer.visitMethod(ACC_PUBLIC, group.get(0).method(), group.get(0).erased().getDescriptor(), null,
                    null);
            Label[] labels = group.stream().map(any -> new Label()).toArray(Label[]::new);
            if (group.size() > 1) {
                code.visitVarInsn(ALOAD, 0);
                code.visitFieldInsn(GETFIELD, name, "number", "I");
                code.visitLookupSwitchInsn(labels[0], group.stream().mapToInt(Lambda::number).toArray(), labels);
            }
            for (int i = 0; i < labels.length; i++) {
                code.visitLabel(labels[i]);
                call(code, group.get(i));
            }
            code.visitMaxs(0, 0);
        }

        private void call(MethodVisitor code, Lambda lambda) {
            Handle target = lambda.target();
            boolean creates = target.getTag() == H_NEWINVOKESPECIAL;
            List<Type> wanted = new ArrayList<>();
            if (creates) {
                code.visitTypeInsn(NEW, target.getOwner());
                code.visitInsn(DUP);
            } else if (target.getTag() != H_INVOKESTATIC) {
                wanted.add(Type.getObjectType(target.getOwner()));
            }
            wanted.addAll(List.of(Type.getArgumentTypes(target.getDesc())));
            int next = 0;
            for (String field : captures(lambda)) {
                Type captured = lambda.type().getArgumentTypes()[next];
                code.visitVarInsn(ALOAD, 0);
                code.visitFieldInsn(GETFIELD, name, field, fieldType(field));
                convert(code, isReference(captured) ? Type.getType(fieldType(field)) : captured, captured, wanted.get(next++));
            }
            int slot = 1;
            for (int i = 0; i < lambda.erased().getArgumentTypes().length; i++) {
                Type given = lambda.erased().getArgumentTypes()[i];
                code.visitVarInsn(given.getOpcode(ILOAD), slot);
                convert(code, given, lambda.exact().getArgumentTypes()[i], wanted.get(next++));
                slot += given.getSize();
            }
            int opcode = creates ? INVOKESPECIAL
                    : target.getTag() == H_INVOKESTATIC ? INVOKESTATIC : target.isInterface() ? INVOKEINTERFACE : INVOKEVIRTUAL;
            code.visitMethodInsn(opcode, target.getOwner(), target.getName(), target.getDesc(), target.isInterface());
            Type result = creates ? Type.getObjectType(target.getOwner()) : Type.getReturnType(target.getDesc());
            Type returned = lambda.erased().getReturnType();
            if (returned != Type.VOID_TYPE) {
                convert(code, result, lambda.exact().getReturnType(), returned);
            } else if (result != Type.VOID_TYPE) {
                code.visitInsn(result.getSize() == 2 ? POP2 : POP);
            }
            code.visitInsn(returned.getOpcode(IRETURN));
        }
    }

    /** The fields with the captured values of a lambda, in their order. */
    private static List<String> captures(Lambda lambda) {
        int[] used = new int[KINDS.length()];
        return Stream.of(lambda.type().getArgumentTypes()).map(type -> kind(type) + "" + used[KINDS.indexOf(kind(type))]++).toList();
    }

    private static String fieldType(String field) {
        return field.charAt(0) == 'A' ? "L" + OBJECT + ";" : field.substring(0, 1);
    }

    private static char kind(Type type) {
        return switch (type.getSort()) {
            case Type.LONG -> 'J';
            case Type.FLOAT -> 'F';
            case Type.DOUBLE -> 'D';
            case Type.ARRAY, Type.OBJECT -> 'A';
            default -> 'I';
        };
    }

    private static boolean isReference(Type type) {
        return kind(type) == 'A';
    }

    /**
     * Converts the value on the stack as the link of a lambda would: unboxes, widens, boxes, or casts.
     *
     * @param between the type that the generics give the value
     */
    private static void convert(MethodVisitor code, Type from, Type between, Type to) {
        if (isReference(from) && isReference(to)) {
            if (!to.equals(from) && !to.getInternalName().equals(OBJECT)) {
                code.visitTypeInsn(CHECKCAST, to.getInternalName());
            }
        } else if (isReference(from)) {
            Type primitive = isReference(between) ? PRIMITIVES.getOrDefault(between.getInternalName(), to) : between;
            code.visitTypeInsn(CHECKCAST, box(primitive));
            code.visitMethodInsn(INVOKEVIRTUAL, box(primitive), primitive.getClassName() + "Value",
                    "()" + primitive.getDescriptor(), false);
            widen(code, kind(primitive), kind(to));
        } else if (isReference(to)) {
            Type primitive = PRIMITIVES.getOrDefault(between.getInternalName(), from);
            widen(code, kind(from), kind(primitive));
            code.visitMethodInsn(INVOKESTATIC, box(primitive), "valueOf",
                    "(" + primitive.getDescriptor() + ")L" + box(primitive) + ";", false);
        } else {
            widen(code, kind(from), kind(to));
        }
    }

    private static String box(Type primitive) {
        return PRIMITIVES.entrySet().stream().filter(entry -> entry.getValue().equals(primitive)).map(Map.Entry::getKey).findAny()
                .orElseThrow();
    }

    private static void widen(MethodVisitor code, char from, char to) {
        if (from != to) {
            code.visitInsn(switch (from + "" + to) {
                case "IJ" -> I2L;
                case "IF" -> I2F;
                case "ID" -> I2D;
                case "JF" -> L2F;
                case "JD" -> L2D;
                case "FD" -> F2D;
                default -> throw new IllegalArgumentException("no conversion from " + from + " to " + to);
            });
        }
    }
}
