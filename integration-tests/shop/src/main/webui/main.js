const get = async path => (await fetch(path)).json();

async function show(id) {
    const { name, visits, inStock } = await get(`/products/${id}`);
    document.querySelector('#product').textContent = `${name}: ${inStock} in stock, visited ${visits} times`;
}

for (const { id, name, cents } of await get('/products')) {
    const button = document.createElement('button');
    button.textContent = `${name}, ${(cents / 100).toFixed(2)} €`;
    button.onclick = () => show(id);
    const item = document.createElement('li');
    item.append(button);
    document.querySelector('#products').append(item);
}
